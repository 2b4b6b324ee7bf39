namespace Millrace.Hls;

/// <summary>
/// Look-up tables of what is computed outside DSP slices, of one lane. Origin: Yosys 0.23, <c>synth_xilinx -family xcup</c>, of one small
/// module each; docs/resources.md holds the measurements. UltraScale+ has tables of six inputs with a carry chain beside them.
/// </summary>
internal static class LogicRules
{
    /// <summary>Sum or difference: a table a bit of the wider operand; the last bit is the carry.</summary>
    internal static int Add(int width) => width;

    /// <summary>Less: the carry chain compares three bits with two tables.</summary>
    internal static int Less(int width) => Ceiling(2 * width, 3);

    /// <summary>Equal: three bits a table, and the tree above them.</summary>
    internal static int Equal(int width) => width == 1 ? 1 : Ceiling(width, 3) + Ceiling(width, 18);

    /// <summary>Smaller or larger of two: a comparison and a choice.</summary>
    internal static int Extreme(int width) => Less(width) + width;

    /// <summary>A bit chosen from several: three tables for eight.</summary>
    internal static int Multiplexer(int inputs) => inputs < 2 ? 0 : Ceiling(3 * inputs, 8);

    /// <summary>A shift by an amount known at run time: a table moves a bit by two bits of the amount, save at the ends.</summary>
    internal static int Barrel(int width, int amountBits) => Math.Max(width, 4 * width * Math.Min(amountBits, Bits(width - 1)) / 7);

    /// <summary>Position of the first one.</summary>
    internal static int LeadingZeros(int width) => 3 * width / 2;

    /// <summary>Clamping: are the bits that go all the same? Then a choice for each bit that stays.</summary>
    internal static int Saturate(int from, int to) => to + (Math.Max(0, from - to) / 2);

    internal static int Ceiling(int a, int b) => (a + b - 1) / b;

    internal static long Ceiling(long a, long b) => (a + b - 1) / b;

    /// <summary>Levels of a balanced tree over some leaves.</summary>
    internal static int Levels(int leaves) => leaves < 2 ? 0 : 32 - (int)int.LeadingZeroCount(leaves - 1);

    /// <summary>Bits of a counter from 0 to a largest value.</summary>
    internal static int Bits(long largest) => largest < 1 ? 1 : 64 - (int)long.LeadingZeroCount(largest);
}

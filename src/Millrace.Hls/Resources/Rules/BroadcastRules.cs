namespace Millrace.Hls;

/// <summary>Trees of registers for what goes to more slices than one register drives: each copy at the last level drives no more, nor does
/// any register above it.</summary>
internal static class BroadcastRules
{
    /// <summary>Slices that a register drives unless another number is asked for.</summary>
    internal const int FanOut = 64;

    /// <summary>Copies of a value that so many slices take.</summary>
    internal static int Copies(int loads, int fanOut) => LogicRules.Ceiling(loads, fanOut);

    /// <summary>Levels of the tree, a cycle each; none where one register is enough.</summary>
    internal static int Cycles(int loads, int fanOut)
    {
        var cycles = 0;
        for (long reached = fanOut; reached < loads; reached *= fanOut)
            cycles++;
        return cycles;
    }

    /// <summary>Registers of a bit in so many levels.</summary>
    internal static long Registers(int loads, int fanOut, int cycles)
    {
        long sum = 0;
        var copies = Copies(loads, fanOut);
        for (var level = 0; level < cycles; level++, copies = LogicRules.Ceiling(copies, fanOut))
            sum += copies;
        return sum;
    }
}

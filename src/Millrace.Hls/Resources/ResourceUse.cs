namespace Millrace.Hls;

/// <summary>Amounts of what an FPGA is made of. Block RAM counts in halves of 18 Kb, so that every amount is a whole number.</summary>
/// <param name="Lut">Look-up tables of six inputs, those used as memory among them.</param>
/// <param name="FlipFlop">Flip-flops.</param>
/// <param name="Dsp">DSP slices.</param>
/// <param name="Bram18">Block RAMs of 18 Kb; a BRAM36 is two.</param>
/// <param name="Uram">UltraRAMs of 288 Kb.</param>
public readonly record struct ResourceUse(long Lut, long FlipFlop, long Dsp, long Bram18, long Uram)
{
    /// <summary>Both together.</summary>
    public static ResourceUse operator +(ResourceUse a, ResourceUse b) =>
        new(a.Lut + b.Lut, a.FlipFlop + b.FlipFlop, a.Dsp + b.Dsp, a.Bram18 + b.Bram18, a.Uram + b.Uram);

    /// <summary>This many of it.</summary>
    public static ResourceUse operator *(long times, ResourceUse a) =>
        new(times * a.Lut, times * a.FlipFlop, times * a.Dsp, times * a.Bram18, times * a.Uram);

    /// <summary><c>1200 LUT, 2400 FF, 12 DSP, 8 BRAM18, 4 URAM</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Lut} LUT, {FlipFlop} FF, {Dsp} DSP, {Bram18} BRAM18, {Uram} URAM");
}

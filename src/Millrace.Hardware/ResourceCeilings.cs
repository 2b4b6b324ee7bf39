namespace Millrace.Hardware;

/// <summary>The share of each resource that a design can use and still be placed and routed, 0 to 1.</summary>
/// <param name="Lut">Of the look-up tables.</param>
/// <param name="FlipFlop">Of the flip-flops.</param>
/// <param name="Dsp">Of the DSP slices.</param>
/// <param name="Bram">Of the block RAMs.</param>
/// <param name="Uram">Of the UltraRAMs.</param>
public readonly record struct ResourceCeilings(double Lut, double FlipFlop, double Dsp, double Bram, double Uram)
{
    /// <summary>These shares of some resources, rounded down.</summary>
    public ResourceVector Of(ResourceVector all) => new(
        Part(Lut, all.Lut), Part(FlipFlop, all.FlipFlop), Part(Dsp, all.Dsp), Part(Bram, all.Bram18), Part(Uram, all.Uram));

    // In decimal: 0.7 of 10 is 7, which binary fractions round down to 6.
    private static long Part(double share, long amount) => (long)decimal.Floor((decimal)share * amount);
}

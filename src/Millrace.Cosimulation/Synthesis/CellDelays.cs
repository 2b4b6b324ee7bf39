namespace Millrace.Cosimulation;

/// <summary>
/// Delays of UltraScale+ cells of speed grade -2 in nanoseconds, rounded, and a mean delay of a routed net: assumptions, stated in
/// docs/rtl.md. Placement decides the real ones.
/// </summary>
internal static class CellDelays
{
    /// <summary>Skew and jitter of the clock.</summary>
    internal const double Uncertainty = 0.10;

    /// <summary>A net from slice to slice.</summary>
    internal const double Route = 0.30;

    internal const double Table = 0.10;
    internal const double CarryEntry = 0.12;
    internal const double CarryFourBits = 0.03;
    internal const double Multiplexer = 0.06;
    internal const double TableMemory = 0.15;
    internal const double FlipFlopOut = 0.08;
    internal const double FlipFlopSetup = 0.03;
    internal const double ShiftRegisterOut = 0.40;
    internal const double TableMemorySetup = 0.10;
    internal const double BlockOut = 1.00;
    internal const double BlockOutRegistered = 0.35;
    internal const double BlockSetup = 0.35;
    internal const double UltraOut = 1.40;
    internal const double UltraOutRegistered = 0.60;
    internal const double DspSetup = 0.20;
    internal const double DspMultiply = 1.50;
    internal const double DspAdd = 1.20;
    internal const double DspOut = 0.25;
}

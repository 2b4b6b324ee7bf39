namespace Millrace.Cosimulation;

/// <summary>The longest combinational path of a process, from register to register.</summary>
/// <param name="Nanoseconds">How long it takes, with routing, by the delays that are assumed.</param>
/// <param name="Tables">Look-up tables on it.</param>
/// <param name="CarryBits">Bits of carry chains on it.</param>
/// <param name="DspSlices">DSP slices on it that it passes, or ends or begins in.</param>
/// <param name="From">Where it begins: a register, a port, a memory.</param>
/// <param name="To">Where it ends.</param>
public sealed record CriticalPath(double Nanoseconds, int Tables, int CarryBits, int DspSlices, string From, string To)
{
    /// <summary>The clock that it allows.</summary>
    public double Megahertz => 1000 / Nanoseconds;
}

namespace Millrace.Analysis;

/// <summary>The power of an FPGA by what takes it, watts.</summary>
/// <param name="Static">Of the powered board without a design, shell and idle memories included.</param>
/// <param name="Logic">Clocked look-up tables and flip-flops.</param>
/// <param name="Dsp">Clocked DSP slices.</param>
/// <param name="BlockMemory">Clocked BRAM and URAM.</param>
/// <param name="OffChip">Transfers from and to off-chip memory.</param>
public readonly record struct FpgaWatts(double Static, double Logic, double Dsp, double BlockMemory, double OffChip)
{
    /// <summary>The worst error against the measured designs of the calibration, as a part of the measured power.</summary>
    public const double WorstError = 0.18;

    /// <summary>The mean error against them.</summary>
    public const double MeanError = 0.10;

    /// <summary>All together.</summary>
    public double Total => Static + Logic + Dsp + BlockMemory + OffChip;
}

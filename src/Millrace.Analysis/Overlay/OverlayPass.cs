namespace Millrace.Analysis;

/// <summary>One pass over the model on a temporal overlay: some rows, each of which attends to as many tokens as the context has.</summary>
/// <param name="ComputeMilliseconds">Time of the operators that the multipliers bind.</param>
/// <param name="BandwidthMilliseconds">Time of those that the bandwidth binds.</param>
/// <param name="OverheadMilliseconds">Time in which the engine does no work.</param>
/// <param name="Bytes">What passes through off-chip memory.</param>
internal readonly record struct OverlayPass(
    double ComputeMilliseconds, double BandwidthMilliseconds, double OverheadMilliseconds, double Bytes)
{
    /// <summary>The time of the pass.</summary>
    public double Milliseconds => ComputeMilliseconds + BandwidthMilliseconds + OverheadMilliseconds;

    /// <summary>What takes most of it: <c>compute</c>, <c>bandwidth</c> or <c>overhead</c>.</summary>
    public string Bound =>
        OverheadMilliseconds >= Math.Max(ComputeMilliseconds, BandwidthMilliseconds) ? "overhead"
        : BandwidthMilliseconds >= ComputeMilliseconds ? "bandwidth"
        : "compute";

    /// <summary>Both passes, one after the other.</summary>
    public static OverlayPass operator +(in OverlayPass a, in OverlayPass b) => new(
        a.ComputeMilliseconds + b.ComputeMilliseconds, a.BandwidthMilliseconds + b.BandwidthMilliseconds,
        a.OverheadMilliseconds + b.OverheadMilliseconds, a.Bytes + b.Bytes);

    /// <summary>A pass of a checked request.</summary>
    public static OverlayPass Of(OverlayRequest r, int rows, long context)
    {
        double hertz = 1e6 * r.ClockMegahertz!.Value, bandwidth = r.Device.OffChip.AttainableBytesPerSecond;
        var pass = default(OverlayPass);
        foreach (var o in GpuKernels.Pass(r.Shape, r.WeightBits, r.ActivationBits, batch: 1, rows, context))
        {
            var (multiplying, moving) = (1e3 * o.Count * o.Macs / (r.MacsPerCycle * hertz), 1e3 * o.Count * o.Bytes / bandwidth);
            var overhead = 1e3 * o.Count * r.OverheadCycles / hertz;
            pass += multiplying > moving
                ? new OverlayPass(multiplying, 0, overhead, o.Count * o.Bytes)
                : new OverlayPass(0, moving, overhead, o.Count * o.Bytes);
        }

        return pass;
    }
}

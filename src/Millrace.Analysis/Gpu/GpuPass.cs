using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// One pass of a model over a GPU: prefill of a batch, or one decoded token of each of its sequences. The host launches kernels while
/// earlier ones run, so that the longer of the two counts: max(launch, dependency + bandwidth + compute).
/// </summary>
public sealed record GpuPass
{
    /// <summary>The kernels.</summary>
    public required IReadOnlyList<GpuKernel> Kernels { get; init; }

    /// <summary>How many are launched.</summary>
    public required int Launches { get; init; }

    /// <summary>What the host needs to launch them all.</summary>
    public required double LaunchMilliseconds { get; init; }

    /// <summary>Time between dependent kernels.</summary>
    public required double DependencyMilliseconds { get; init; }

    /// <summary>Time of the kernels that the bandwidth binds.</summary>
    public required double BandwidthMilliseconds { get; init; }

    /// <summary>Time of the kernels that the multipliers bind.</summary>
    public required double ComputeMilliseconds { get; init; }

    /// <summary>The time of the pass.</summary>
    public double Milliseconds => Math.Max(LaunchMilliseconds, DependencyMilliseconds + BusyMilliseconds);

    /// <summary>Time in which the GPU computes or moves data.</summary>
    public double BusyMilliseconds => BandwidthMilliseconds + ComputeMilliseconds;

    /// <summary>What the time is made of, most of all.</summary>
    public GpuBinding Binding =>
        LaunchMilliseconds >= DependencyMilliseconds + BusyMilliseconds ? GpuBinding.Launch
        : DependencyMilliseconds >= Math.Max(BandwidthMilliseconds, ComputeMilliseconds) ? GpuBinding.Dependency
        : BandwidthMilliseconds >= ComputeMilliseconds ? GpuBinding.Bandwidth
        : GpuBinding.Compute;

    internal static GpuPass Of(IReadOnlyList<GpuKernel> kernels, GpuDevice gpu, GpuParameters p)
    {
        var (launches, bandwidth, compute) = (0, 0.0, 0.0);
        foreach (var kernel in kernels)
        {
            var (moving, multiplying) = (kernel.BandwidthSeconds(gpu, p), kernel.ComputeSeconds(gpu, p));
            launches += kernel.Count;
            if (moving >= multiplying) bandwidth += kernel.Count * moving;
            else compute += kernel.Count * multiplying;
        }

        return new GpuPass
        {
            Kernels = kernels,
            Launches = launches,
            LaunchMilliseconds = 1e3 * launches * p.LaunchSeconds,
            DependencyMilliseconds = 1e3 * launches * p.DependencySeconds,
            BandwidthMilliseconds = 1e3 * bandwidth,
            ComputeMilliseconds = 1e3 * compute,
        };
    }
}

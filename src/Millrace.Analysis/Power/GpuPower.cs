using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// The power of a GPU: P = F + (TDP - F) b, with b the share of a pass in which the GPU computes or moves data, and the floor F a share of
/// TDP. A pass bound by launches stays near the floor, one bound by bandwidth or compute near the thermal design power.
/// </summary>
public static class GpuPower
{
    // 96 W of 300 in decode of GPT-2 Medium, less what the 5 % of busy time take.
    private const double FloorOfA100 = 0.285;

    // 47.5 W of 300 likewise, 10 % busy.
    private const double FloorOfV100 = 0.06;

    // Of GPUs that nobody has measured: the geometric mean of the two, a factor of two from either.
    private const double FloorOfOthers = 0.13;

    /// <summary>The mean power over a pass.</summary>
    public static GpuWatts Watts(GpuDevice gpu, GpuPass pass)
    {
        var (floor, calibration) = Floor(gpu);
        var watts = floor * gpu.ThermalDesignWatts;
        return new GpuWatts(watts, (gpu.ThermalDesignWatts - watts) * Math.Min(1, pass.BusyMilliseconds / pass.Milliseconds), calibration);
    }

    private static (double Share, string Calibration) Floor(GpuDevice gpu) =>
        gpu.Name.StartsWith("a100", StringComparison.Ordinal) ? (FloorOfA100, "calibrated: A100, GPT-2 Medium decode, 96 W")
        : gpu.Name.StartsWith("v100", StringComparison.Ordinal) ? (FloorOfV100, "calibrated: V100, GPT-2 Medium decode, 47.5 W")
        : (FloorOfOthers, $"extrapolated: floor of {gpu.Name} assumed between those of V100 and A100");
}

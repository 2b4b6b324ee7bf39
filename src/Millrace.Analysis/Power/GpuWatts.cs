namespace Millrace.Analysis;

/// <summary>The power of a GPU in one pass.</summary>
/// <param name="Floor">Of a GPU that waits for launches and dependencies, watts.</param>
/// <param name="Busy">What computing and moving data add, watts.</param>
/// <param name="Calibration">Whether the floor is measured or assumed.</param>
public sealed record GpuWatts(double Floor, double Busy, string Calibration)
{
    /// <summary>Both together.</summary>
    public double Total => Floor + Busy;
}

namespace Millrace.Analysis;

/// <summary>The linear search for the largest balanced M that keeps within all limits.</summary>
public static class PaperSearch
{
    /// <summary>The largest M, or 0 if not even 1 is feasible. Every M that could be computed is tried: rounding makes ports uneven.</summary>
    /// <param name="point">The design; its engines are set anew.</param>
    /// <param name="limits">The device.</param>
    public static long LargestBalancedMacs(PaperPoint point, in DeviceLimits limits)
    {
        var largest = 0L;
        for (var macs = 1L; ; macs++)
        {
            point = point with { MacsPerCycle = Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs) };
            if (ComputeDemand.MacsPerCycle(point) >= limits.MacsPerCycle) return largest;
            if (PaperForm.IsFeasible(PaperForm.Evaluate(point, limits), limits)) largest = macs;
        }
    }
}

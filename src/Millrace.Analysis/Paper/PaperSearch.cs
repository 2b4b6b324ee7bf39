namespace Millrace.Analysis;

/// <summary>The linear search for the largest balanced M that keeps within all limits.</summary>
public static class PaperSearch
{
    /// <summary>The largest M, or 0 if not even 1 is feasible. Every M is tried, past the first that is not feasible: rounding makes ports uneven.</summary>
    /// <param name="point">The design; its engines are set anew.</param>
    /// <param name="limits">The device.</param>
    public static long LargestBalancedMacs(PaperPoint point, in DeviceLimits limits)
    {
        var largest = 0L;
        for (var macs = 1L; ; macs++)
        {
            point = point with { MacsPerCycle = Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs) };
            var figures = PaperForm.Evaluate(point, limits);
            if (PaperForm.IsFeasible(figures, limits)) largest = macs;
            else if (StaysInfeasible(point, figures, limits)) return largest;
        }
    }

    // All that only grows with M. Blocks do not: caches come in whole banks; but each multiplier reads at least its part of a bank.
    private static bool StaysInfeasible(in PaperPoint point, in PaperFigures figures, in DeviceLimits limits) =>
        !PaperForm.IsFeasible(figures with { Blocks = 0 }, limits)
        || point.LayersOnChip * (point.MacsPerCycle / point.WeightReuse).Sum / point.PackedWeights >= limits.Blocks.Count;
}

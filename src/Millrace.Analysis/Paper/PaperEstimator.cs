namespace Millrace.Analysis;

/// <summary>Estimates designs by the closed form.</summary>
public static class PaperEstimator
{
    /// <summary>Checks a request, chooses the engines, and evaluates all equations.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static PaperEstimate Estimate(PaperRequest request)
    {
        var point = PaperRequestChecks.ToPoint(request);
        var limits = DeviceLimits.DataSheet(request.Device, point.WeightBits, point.ActivationBits, point.ClockMegahertz);
        var searched = request.MacsPerCycle is null && request.BalancedMacsPerCycle is null;
        var found = searched ? PaperSearch.LargestBalancedMacs(point, limits) : 0;
        long? balanced = request.MacsPerCycle is null ? request.BalancedMacsPerCycle ?? Math.Max(found, 1) : null;

        point = point with { MacsPerCycle = request.MacsPerCycle ?? Balanced(point, balanced!.Value) };
        var figures = PaperForm.Evaluate(point, limits);
        var constraints = PaperForm.Constraints(figures, limits);
        return new PaperEstimate
        {
            Point = point,
            Limits = limits,
            Figures = figures,
            BalancedMacsPerCycle = balanced,
            Searched = searched,
            Constraints = constraints,
            Binding = Binding(found > 0 ? Next(point, limits, found) : constraints),
            Feasible = PaperForm.IsFeasible(figures, limits),
            Decodes = point.LongestTokens > point.PromptTokens,
        };
    }

    // What stopped a search shows one step further.
    private static IReadOnlyList<Constraint> Next(in PaperPoint point, in DeviceLimits limits, long found)
    {
        var next = point with { MacsPerCycle = Balanced(point, found + 1) };
        return PaperForm.Constraints(PaperForm.Evaluate(next, limits), limits);
    }

    private static PerOperator Balanced(in PaperPoint point, long macs) => Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs);

    private static string Binding(IReadOnlyList<Constraint> constraints) =>
        constraints.OrderBy(c => c.Satisfied).ThenByDescending(c => c.Share).First().Name;
}

namespace Millrace.Analysis;

/// <summary>Estimates designs by the closed form.</summary>
public static class PaperEstimator
{
    /// <summary>Checks a request, chooses the engines, and evaluates all equations.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static PaperEstimate Estimate(PaperRequest request)
    {
        var choice = MacsChoice.Of(
            request, (weights, activations, clock) => DeviceLimits.DataSheet(request.Device, weights, activations, clock),
            (point, limits) => PaperForm.Constraints(PaperForm.Evaluate(point, limits), limits),
            (point, limits) => PaperSearch.LargestBalancedMacs(point, limits));
        return new PaperEstimate
        {
            Point = choice.Point,
            Limits = choice.Limits,
            Figures = PaperForm.Evaluate(choice.Point, choice.Limits),
            BalancedMacsPerCycle = choice.BalancedMacsPerCycle,
            Searched = choice.Searched,
            Constraints = choice.Constraints,
            Binding = choice.Binding,
            Feasible = choice.Feasible,
            Decodes = choice.Point.LongestTokens > choice.Point.PromptTokens,
        };
    }
}

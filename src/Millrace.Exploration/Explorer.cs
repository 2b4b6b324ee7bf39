using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Finds the design points of a model on a board that make an objective small.</summary>
public static class Explorer
{
    /// <summary>Explores.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static ExplorationResult Run(ExplorationRequest request, ExplorationOptions? options = null) =>
        Run(request, DesignSpace.Whole, options ?? new());

    internal static ExplorationResult Run(ExplorationRequest request, DesignSpace space, ExplorationOptions options)
    {
        var workload = Workload.Of(request);
        var evaluator = new PointEvaluator(workload);
        var search = new OuterSearch(evaluator, space, options);
        search.Run(request.Objective);
        var met = search.Met.Append(search.Best).OfType<DesignPoint>().Distinct().Select(evaluator.Figures);
        return new ExplorationResult
        {
            PromptTokens = workload.Prompt,
            GeneratedTokens = workload.Generated,
            Best = search.Best is { } best ? evaluator.Figures(best) : null,
            Bound = search.Bound,
            Objective = request.Objective,
            Evaluated = search.Evaluated,
            OuterPoints = search.OuterPoints.Count,
            RuledOut = search.RuledOut,
            Interrupted = options.Cancellation.IsCancellationRequested,
            Front = ParetoFront.Of(met),
        };
    }
}

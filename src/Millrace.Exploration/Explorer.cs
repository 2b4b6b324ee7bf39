using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Finds the design points of a model on a board that make an objective small.</summary>
public static class Explorer
{
    /// <summary>Explores.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be, or nothing fits the board: the message says what binds, by how much,
    /// and what would change it.</exception>
    public static ExplorationResult Run(ExplorationRequest request, ExplorationOptions? options = null) =>
        Run(request, DesignSpace.Whole, options ?? new());

    internal static ExplorationResult Run(ExplorationRequest request, DesignSpace space, ExplorationOptions options)
    {
        var workload = Workload.Of(request);
        var evaluator = new PointEvaluator(workload);
        var search = new OuterSearch(evaluator, space, request.Objective, options);
        search.Run();
        if (search.Best is null && !options.Cancellation.IsCancellationRequested)
            throw new AnalysisException(Infeasibility.Sentence(workload, space));
        var chosen = search.Best is { } found ? found with { Placement = Placer.Place(found, workload.Device) } : null;
        var met = search.Met.Append(search.Best).OfType<DesignPoint>().Distinct().Select(evaluator.Figures);
        return new ExplorationResult
        {
            PromptTokens = workload.Prompt,
            GeneratedTokens = workload.Generated,
            ContextTokens = workload.Context,
            Best = chosen is null ? null : evaluator.Figures(chosen),
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

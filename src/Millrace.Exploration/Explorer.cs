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
        var end = new SearchEnd(options);
        Workload[] workloads = [.. request.Combinations.Select(c => Workload.Of(request, c))];
        var (evaluated, least, bound) = (0L, double.PositiveInfinity, double.PositiveInfinity);
        OuterSearch[] searches = [.. workloads.Select(w =>
            new OuterSearch(new PointEvaluator(w), space, request.Objective, options, end, Report))];
        bound = searches.Min(s => s.Bound(request.Objective));
        // The most promising first, should the time be short.
        foreach (var search in searches.OrderBy(s => s.Bound(request.Objective)))
        {
            search.Run();
            (evaluated, least) = (evaluated + search.Evaluated, Math.Min(least, search.Value(request.Objective)));
        }

        var kind = end.Kind;
        CombinationResult[] combinations = [.. request.Combinations.Select((c, i) =>
            new CombinationResult
            {
                Combination = c,
                Best = searches[i].Best(request.Objective),
                Bound = Math.Min(searches[i].Bound(request.Objective), searches[i].Value(request.Objective)),
                Infeasible = searches[i].Best(request.Objective) is not null || kind is not ExplorationEnd.Done
                    ? null
                    : Infeasibility.Sentence(workloads[i], space, searches.Length > 1 ? c : null),
            })];
        var best = combinations.Select(c => c.Best).OfType<PointFigures>().MinBy(p => p.Value(request.Objective));
        if (best is null && kind is ExplorationEnd.Done)
            throw new AnalysisException(string.Join(" ", combinations.Select(c => c.Infeasible)));
        return new ExplorationResult
        {
            PromptTokens = workloads[0].Prompt,
            GeneratedTokens = workloads[0].Generated,
            ContextTokens = workloads[0].Context,
            Best = best is null ? null : best with { Point = best.Point with { Placement = Placer.Place(best.Point, request.Device) } },
            Bound = Math.Min(bound, best?.Value(request.Objective) ?? bound),
            Objective = request.Objective,
            Evaluated = evaluated,
            OuterPoints = searches.Sum(s => s.OuterPoints),
            RuledOut = searches.Sum(s => s.RuledOut(request.Objective, least)),
            End = kind,
            Combinations = combinations,
            Front = ParetoFront.Of(searches.SelectMany(s => s.Met)),
        };

        void Report(OuterSearch search) => options.Progress?.Invoke(
            new(evaluated + search.Evaluated, Math.Min(least, search.Value(request.Objective)), bound));
    }
}

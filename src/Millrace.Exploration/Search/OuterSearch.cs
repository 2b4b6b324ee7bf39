using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// Outer points in the order of their bounds: a short search of each, until the bound of the next is no better than what was found; then a
/// long
/// one of the best. Several at a time, in groups of a fixed size that all start from the same knowledge, so that threads change nothing.
/// </summary>
internal sealed class OuterSearch(PointEvaluator evaluator, DesignSpace space, ExplorationOptions options)
{
    private const int Group = 8;
    private const int LongSearches = 8;
    private const double MostExhaustive = 200_000;

    private readonly LowerBound _bound = new(evaluator.Workload);

    /// <summary>Every point that some search ended with.</summary>
    internal List<DesignPoint> Met { get; } = [];

    internal long Evaluated { get; private set; }

    internal int RuledOut { get; private set; }

    internal double Bound { get; private set; }

    internal DesignPoint? Best { get; private set; }

    internal double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>All choices of the outer variables.</summary>
    internal IReadOnlyList<OuterPoint> OuterPoints { get; } = Enumerate(evaluator.Workload, space);

    private bool Cancelled => options.Cancellation.IsCancellationRequested;

    internal void Run(ExplorationObjective objective, int outerPoints = int.MaxValue)
    {
        var queue = OuterPoints.Select(o => (Outer: o, Bound: _bound.Of(o, objective)))
            .OrderBy(q => q.Bound).ThenByDescending(q => q.Outer.Lanes).ThenBy(q => q.Outer.TileRows)
            .ThenBy(q => q.Outer.LayersOnChip).ThenBy(q => q.Outer.CacheChannels).ToArray();
        var searched = new List<(OuterPoint Outer, double Bound, InnerResult Result)>();
        var at = 0;
        for (; at < queue.Length && queue[at].Bound < Value && searched.Count < outerPoints && !Cancelled; at += Group)
        {
            var group = queue.AsSpan(at, Math.Min(Group, queue.Length - at)).ToArray();
            var results = new InnerResult[group.Length];
            Each(group.Length, i => results[i] = Search(group[i].Outer, objective, Budget(objective), null));
            for (var i = 0; i < group.Length; i++)
            {
                searched.Add((group[i].Outer, group[i].Bound, results[i]));
                Take(results[i]);
            }

            options.Progress?.Invoke(new(Evaluated, Value, queue[0].Bound));
        }

        var promising = searched.Where(s => s.Result.Point is not null && !s.Result.Complete && s.Bound < Value)
            .OrderBy(s => s.Result.Value).ThenBy(s => searched.IndexOf(s)).Take(LongSearches).ToArray();
        var long_ = new InnerResult[promising.Length];
        Each(promising.Length, i => long_[i] = Search(promising[i].Outer, objective, 16 * Budget(objective), promising[i].Result.Point));
        foreach (var result in long_)
            Take(result);

        // Complete searches leave nothing to bound; of the others, and of those not begun, the bound holds.
        var open = searched.Where(s => !s.Result.Complete).Select(s => s.Bound).Concat(queue.Skip(at).Select(q => q.Bound));
        Bound = Math.Min(Value, open.Append(double.PositiveInfinity).Min());
        RuledOut = queue.Count(q => q.Bound >= Value);
        options.Progress?.Invoke(new(Evaluated, Value, Bound));
    }

    /// <summary>Points of a short search: fewer where each takes a prompt.</summary>
    private static int Budget(ExplorationObjective objective) =>
        objective is ExplorationObjective.Prefill or ExplorationObjective.Total ? 150 : 400;

    private void Take(in InnerResult result)
    {
        Evaluated += result.Evaluated;
        if (result.Point is { } point) Met.Add(point);
        if (result.Value < Value) (Best, Value) = (result.Point, result.Value);
    }

    private InnerResult Search(in OuterPoint outer, ExplorationObjective objective, int budget, DesignPoint? start)
    {
        var all = EngineMenu.All(space, evaluator.Workload, outer.Lanes);
        if (ExhaustiveSearch.Count(space, all) == 0) return new InnerResult(null, double.PositiveInfinity, 0, Complete: true);
        if (ExhaustiveSearch.Count(space, all) <= MostExhaustive)
            return ExhaustiveSearch.Run(evaluator, space, all, outer, objective, options.Cancellation);
        var menu = EngineMenu.Promising(space, evaluator.Workload, outer.Lanes, outer.TileRows);
        var search = new LocalSearch(evaluator, space, menu, outer, objective, budget, options.Cancellation);
        return start is null ? search.Run() : search.Run(start);
    }

    private void Each(int count, Action<int> body) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, body);

    private static List<OuterPoint> Enumerate(Workload workload, DesignSpace space)
    {
        var layers = workload.Model.Layers / workload.Parallelism.Pipeline;
        return [..
            from lanes in space.Lanes
            from tileRows in space.TileRows
            from copies in space.LayersOnChip
            where copies <= layers && layers % copies == 0
            from cache in space.CacheChannels
            select new OuterPoint(lanes, tileRows, copies, cache)];
    }
}

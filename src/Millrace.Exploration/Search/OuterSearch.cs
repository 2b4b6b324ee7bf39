using System.Collections.Concurrent;
using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// Outer points in the order of their bounds: a short search of each, until the bound of the next is no better than what was found. Then
/// short searches of some for each of the other objectives, and for small shares of the board. Then long ones of the best points of them
/// all. Several at a time, in groups of a fixed size that all start from the same knowledge, so that threads change nothing.
/// </summary>
internal sealed class OuterSearch(
    PointEvaluator evaluator, DesignSpace space, ExplorationObjective objective, ExplorationOptions options)
{
    private const int Group = 8;
    private const int LongSearches = 8;
    private const int QuickOuterPoints = 64;
    private const int SlowOuterPoints = 16;
    private const int LongSearchesOfOthers = 4;
    private const double MostExhaustive = 200_000;

    private static readonly double[] SmallShares = [0.25, 0.5];

    private readonly LowerBound _bound = new(evaluator);
    private readonly HashSet<DesignPoint> _known = [];
    private readonly ConcurrentDictionary<(int Lanes, int TileRows), EngineMenu> _menus = new();

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

    internal void Run()
    {
        var queue = Queue(_bound, objective);
        var searched = new List<(OuterPoint Outer, double Bound, InnerResult Result)>();
        Bound = queue[0].Bound;
        var at = 0;
        for (; at < queue.Length && queue[at].Bound < Value && !Cancelled; at += Group)
        {
            foreach (var (outer, bound, result) in Searched(evaluator, objective, queue.AsSpan(at, Math.Min(Group, queue.Length - at))))
                searched.Add((outer, bound, result));
        }

        var promising = searched.Where(s => s.Result.Point is not null && !s.Result.Complete && s.Bound < Value)
            .OrderBy(s => s.Result.Value).ThenBy(s => searched.IndexOf(s)).Take(LongSearches).ToArray();
        if (promising.Length > 0)
        {
            var winners = Others([.. promising.Select(p => (p.Outer, p.Bound))]);
            var best = Met.OrderBy(p => evaluator.Value(p, objective)).Take(LongSearches);
            var own = promising.Take(IsQuick(objective) ? LongSearches : LongSearches / 2).Select(p => p.Result.Point!);
            Long([.. best.Concat(own).Concat(winners).Distinct()], objective);
        }

        // Complete searches leave nothing to bound; of the others, and of those not begun, the bound holds.
        var open = searched.Where(s => !s.Result.Complete).Select(s => s.Bound).Concat(queue.Skip(at).Select(q => q.Bound));
        Bound = Math.Min(Value, open.Append(double.PositiveInfinity).Min());
        RuledOut = queue.Count(q => q.Bound >= Value);
        Report();
    }

    /// <summary>Points of a short search: fewer where each takes a prompt.</summary>
    private static int Budget(ExplorationObjective sought) => IsQuick(sought) ? 400 : 150;

    private static bool IsQuick(ExplorationObjective sought) => sought is ExplorationObjective.Decode or ExplorationObjective.Energy;

    /// <summary>Short searches for the other objectives, beside what they and this one find promising, and for this one on a part of the
    /// board: what is found is met, and the winner of each told.</summary>
    private List<DesignPoint> Others((OuterPoint Outer, double Bound)[] promising)
    {
        var winners = new List<DesignPoint>();
        var decodes = evaluator.Workload.Generated > 0;
        foreach (var other in Enum.GetValues<ExplorationObjective>())
        {
            // Of nothing decoded the total is the prompt.
            if (other == objective || (!decodes && other is ExplorationObjective.Decode or ExplorationObjective.Total)) continue;
            var first = Queue(_bound, other).Take(IsQuick(other) ? QuickOuterPoints : SlowOuterPoints);
            Some(evaluator, [.. first.UnionBy(promising, q => q.Outer)], other);
        }

        foreach (var share in SmallShares)
        {
            var part = new PointEvaluator(evaluator.Workload, share);
            Some(part, [.. Queue(new LowerBound(part), objective).Take(Group)], objective);
        }

        return winners;

        void Some(PointEvaluator within, (OuterPoint Outer, double Bound)[] queue, ExplorationObjective sought)
        {
            var found = new List<InnerResult>();
            for (var at = 0; at < queue.Length && !Cancelled; at += Group)
                found.AddRange(Searched(within, sought, queue.AsSpan(at, Math.Min(Group, queue.Length - at))).Select(s => s.Result));
            var best = found.Where(f => f.Point is not null).OrderBy(f => f.Value).Take(LongSearchesOfOthers).ToArray();
            // Their long searches where they are quick, and take the whole board.
            if (sought != objective && IsQuick(sought)) best = Long([.. best.Select(f => f.Point!)], sought);
            if (best.Length > 0) winners.Add(best.MinBy(f => f.Value).Point!);
        }
    }

    private (OuterPoint Outer, double Bound)[] Queue(LowerBound bound, ExplorationObjective sought) =>
        [.. OuterPoints.Select(o => (Outer: o, Bound: bound.Of(o, sought)))
            .OrderBy(q => q.Bound).ThenByDescending(q => q.Outer.Lanes).ThenBy(q => q.Outer.TileRows)
            .ThenBy(q => q.Outer.LayersOnChip).ThenBy(q => q.Outer.CacheChannels)];

    /// <summary>A short search of each of some outer points.</summary>
    private (OuterPoint Outer, double Bound, InnerResult Result)[] Searched(
        PointEvaluator within, ExplorationObjective sought, ReadOnlySpan<(OuterPoint Outer, double Bound)> some)
    {
        var group = some.ToArray();
        var results = new InnerResult[group.Length];
        Each(group.Length, i => results[i] = Search(within, group[i].Outer, sought));
        Take(results, sought);
        return [.. group.Select((g, i) => (g.Outer, g.Bound, results[i]))];
    }

    private InnerResult[] Long(DesignPoint[] starts, ExplorationObjective sought)
    {
        var results = new InnerResult[starts.Length];
        Each(starts.Length, i =>
        {
            var p = starts[i];
            var outer = new OuterPoint(p.Lanes, p.TileRows, p.LayersOnChip, p.CacheChannels);
            results[i] = new LocalSearch(evaluator, space, Menu(outer), outer, sought, 16 * Budget(sought), options.Cancellation).Run(p);
        });
        Take(results, sought);
        return results;
    }

    /// <summary>Keeps what was found, and the best of it by the objective of the exploration.</summary>
    private void Take(InnerResult[] results, ExplorationObjective sought)
    {
        var values = new double[results.Length];
        var value = Value;
        Each(results.Length, i => values[i] = sought == objective ? results[i].Value
            : results[i].Point is { } point ? evaluator.Value(point, objective, value) : double.PositiveInfinity);
        for (var i = 0; i < results.Length; i++)
        {
            Evaluated += results[i].Evaluated;
            if (results[i].Point is { } point && _known.Add(point)) Met.Add(point);
            if (values[i] < Value) (Best, Value) = (results[i].Point, values[i]);
        }

        Report();
    }

    private void Report() => options.Progress?.Invoke(new(Evaluated, Value, Bound));

    private InnerResult Search(PointEvaluator within, in OuterPoint outer, ExplorationObjective sought)
    {
        var all = EngineMenu.All(space, within.Workload, outer.Lanes);
        if (ExhaustiveSearch.Count(space, all) == 0) return new InnerResult(null, double.PositiveInfinity, 0, Complete: true);
        if (sought == objective && ExhaustiveSearch.Count(space, all) <= MostExhaustive)
            return ExhaustiveSearch.Run(within, space, all, outer, sought, options.Cancellation);
        // Not even with as few channels as hold the weights.
        if (!within.FitsChannels(SmallestPoint.Of(within, outer)))
            return new InnerResult(null, double.PositiveInfinity, 0, Complete: false);
        return new LocalSearch(within, space, Menu(outer), outer, sought, Budget(sought), options.Cancellation).Run();
    }

    private EngineMenu Menu(in OuterPoint outer) =>
        _menus.GetOrAdd((outer.Lanes, outer.TileRows), k => EngineMenu.Promising(space, evaluator.Workload, k.Lanes, k.TileRows));

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

using System.Collections.Concurrent;
using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Runs local searches, several at a time: each of a group starts from the same knowledge and has a budget of points, so that
/// threads change nothing.</summary>
internal sealed class Searcher(Workload workload, DesignSpace space, ExplorationOptions options, SearchEnd end)
{
    /// <summary>Searches that start together.</summary>
    internal const int Group = 8;

    private readonly ConcurrentDictionary<(int Lanes, int TileRows), EngineMenu> _menus = new();

    /// <summary>Points evaluated so far.</summary>
    internal long Evaluated { get; private set; }

    internal bool Ended => end.IsDue;

    /// <summary>Whether points are soon evaluated: where each takes a prompt, they are not.</summary>
    internal static bool IsQuick(ExplorationObjective objective) =>
        objective is ExplorationObjective.Decode or ExplorationObjective.Energy;

    /// <summary>A short search beside each of some outer points, by their order.</summary>
    internal InnerResult[] Short(PointEvaluator evaluator, ExplorationObjective objective, OuterPoint[] outers) => Each(
        outers.Length,
        i => evaluator.FitsChannels(SmallestPoint.Of(evaluator, outers[i]))
            ? Search(evaluator, outers[i], objective, Budget(objective)).Run()
            : new InnerResult(null, double.PositiveInfinity, 0));

    /// <summary>A long search from each of some points, by their order.</summary>
    internal InnerResult[] Long(PointEvaluator evaluator, ExplorationObjective objective, DesignPoint[] starts, int longerBy) => Each(
        starts.Length,
        i => Search(evaluator, OuterPoint.Of(starts[i]), objective, longerBy * Budget(objective)).Run(starts[i]));

    /// <summary>Some things one beside the other.</summary>
    internal T[] Each<T>(int count, Func<int, T> body)
    {
        var results = new T[count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
        Parallel.For(0, count, parallel, i => results[i] = body(i));
        if (results is InnerResult[] inner) Evaluated += inner.Sum(r => r.Evaluated);
        return results;
    }

    private static int Budget(ExplorationObjective objective) => IsQuick(objective) ? 400 : 150;

    private LocalSearch Search(PointEvaluator evaluator, in OuterPoint outer, ExplorationObjective objective, int budget)
    {
        var menu = _menus.GetOrAdd(
            (outer.Lanes, outer.TileRows), k => EngineMenu.Promising(space, workload, k.Lanes, k.TileRows));
        return new LocalSearch(evaluator, space, menu, outer, objective, budget, end);
    }
}

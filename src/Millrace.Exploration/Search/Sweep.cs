using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The outer points of one objective in the order of their bounds, and a short search of each until the bound of the next is no
/// better than what was found.</summary>
/// <param name="evaluator">What points come to.</param>
/// <param name="bound">What they do not fall below.</param>
/// <param name="objective">What to make small.</param>
/// <param name="outerPoints">All choices of the outer variables.</param>
/// <param name="searcher">Runs searches.</param>
internal sealed class Sweep(
    PointEvaluator evaluator, LowerBound bound, ExplorationObjective objective, IEnumerable<OuterPoint> outerPoints, Searcher searcher)
{
    private readonly (OuterPoint Outer, double Bound)[] _queue =
    [
        .. outerPoints.Select(o => (Outer: o, Bound: bound.Of(o, objective)))
            .OrderBy(q => q.Bound).ThenByDescending(q => q.Outer.Lanes).ThenBy(q => q.Outer.TileRows)
            .ThenBy(q => q.Outer.LayersOnChip).ThenBy(q => q.Outer.CacheChannels),
    ];

    /// <summary>The least value found.</summary>
    internal double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>What no point falls below.</summary>
    internal double Bound => _queue[0].Bound;

    /// <summary>The points that searches ended with.</summary>
    internal List<DesignPoint> Found { get; } = [];

    /// <summary>The outer points beside which none can be below a value.</summary>
    internal int RuledOut(double value) => _queue.Count(q => q.Bound >= value);

    /// <summary>Searches.</summary>
    /// <param name="most">Outer points at most.</param>
    /// <param name="progress">Told after each group.</param>
    internal void Run(int most, Action? progress = null)
    {
        for (var at = 0; at < Math.Min(most, _queue.Length) && _queue[at].Bound < Value && !searcher.Ended; at += Searcher.Group)
        {
            var group = _queue[at..Math.Min(at + Searcher.Group, _queue.Length)];
            foreach (var result in searcher.Short(evaluator, objective, [.. group.Select(g => g.Outer)]))
            {
                if (result.Point is { } point) Found.Add(point);
                Value = Math.Min(Value, result.Value);
            }

            progress?.Invoke();
        }
    }
}

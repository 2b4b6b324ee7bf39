using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// One search for all objectives: a sweep over the outer points for each, two more on small shares of the board, then long searches for
/// each objective from the best of all points met, until none of them is better. None of it depends on what is asked first: that only
/// decides what is found by then if the search is ended early.
/// </summary>
internal sealed class OuterSearch
{
    private const int MostRounds = 4;
    private const int LongerBy = 12;
    private const int LongSearches = 24;

    private static readonly double[] SmallShares = [0.25, 0.5];

    private readonly PointEvaluator _evaluator;
    private readonly DesignSpace _space;
    private readonly Searcher _searcher;
    private readonly Action _progress;
    private readonly ExplorationObjective[] _objectives;
    private readonly ExplorationObjective[] _order;
    private readonly Dictionary<ExplorationObjective, Sweep> _sweeps;
    private readonly IReadOnlyList<OuterPoint> _outerPoints;
    private readonly HashSet<DesignPoint> _known = [];
    private readonly HashSet<(ExplorationObjective, DesignPoint)> _started = [];

    /// <param name="evaluator">What points come to.</param>
    /// <param name="space">What variables may be.</param>
    /// <param name="first">The objective to begin with.</param>
    /// <param name="options">Threads.</param>
    /// <param name="end">When it is over before it is done.</param>
    /// <param name="progress">Told now and then.</param>
    internal OuterSearch(
        PointEvaluator evaluator, DesignSpace space, ExplorationObjective first, ExplorationOptions options,
        SearchEnd end, Action<OuterSearch>? progress)
    {
        (_evaluator, _space, _progress) = (evaluator, space, () => progress?.Invoke(this));
        _searcher = new Searcher(evaluator.Workload, space, options, end);
        _outerPoints = Enumerate(evaluator.Workload, space);
        // Of nothing decoded the total is the prompt.
        var decodes = evaluator.Workload.Decodes;
        _objectives = [.. Enum.GetValues<ExplorationObjective>()
            .Where(o => decodes || o is ExplorationObjective.Prefill or ExplorationObjective.Energy || o == first)];
        _order = [first, .. _objectives.Where(o => o != first)];
        var bound = new LowerBound(evaluator, space);
        _sweeps = _objectives.ToDictionary(o => o, o => new Sweep(evaluator, bound, o, _outerPoints, _searcher));
    }

    /// <summary>What points met come to, in the order in which they were.</summary>
    internal List<PointFigures> Met { get; } = [];

    internal long Evaluated => _searcher.Evaluated;

    /// <summary>All choices of the outer variables.</summary>
    internal int OuterPoints => _outerPoints.Count;

    /// <summary>The best point met; null if there is none.</summary>
    internal PointFigures? Best(ExplorationObjective objective) => Met.MinBy(p => p.Value(objective));

    /// <summary>The least value found so far; infinite as long as there is none.</summary>
    internal double Value(ExplorationObjective objective) =>
        Math.Min(_sweeps[objective].Value, Best(objective)?.Value(objective) ?? double.PositiveInfinity);

    /// <summary>What no point falls below.</summary>
    internal double Bound(ExplorationObjective objective) => _sweeps[objective].Bound;

    /// <summary>Outer points beside which nothing is below a value.</summary>
    internal int RuledOut(ExplorationObjective objective, double value) => _sweeps[objective].RuledOut(value);

    internal void Run()
    {
        foreach (var objective in _order)
            _sweeps[objective].Run(_outerPoints.Count, _progress);
        foreach (var objective in _objectives)
            Meet(_sweeps[objective].Found);
        foreach (var share in SmallShares)
        {
            var part = new PointEvaluator(_evaluator.Workload, share);
            var bound = new LowerBound(part, _space);
            foreach (var objective in _objectives)
            {
                var sweep = new Sweep(part, bound, objective, _outerPoints, _searcher);
                sweep.Run(Searcher.Group);
                Meet(sweep.Found);
            }
        }

        for (var round = 0; round < MostRounds && !_searcher.Ended && Deepen(round); round++)
        {
        }
    }

    /// <summary>Long searches for every objective.</summary>
    /// <returns>Whether any of them found something better.</returns>
    private bool Deepen(int round)
    {
        var before = _objectives.Select(o => Best(o)?.Value(o)).ToArray();
        var starts = _objectives.ToDictionary(o => o, o => Starts(o, round));
        var found = new Dictionary<ExplorationObjective, InnerResult[]>();
        foreach (var objective in _order)
        {
            found[objective] = _searcher.Long(_evaluator, objective, starts[objective], LongerBy << round);
            _progress();
        }

        foreach (var objective in _objectives)
            Meet(found[objective].Select(f => f.Point).OfType<DesignPoint>());
        return _objectives.Where((o, i) => Best(o)?.Value(o) < before[i]).Any();
    }

    /// <summary>The best points met beside different outer points, without those that were begun with before.</summary>
    private DesignPoint[] Starts(ExplorationObjective objective, int round)
    {
        var starts = Met.OrderBy(p => p.Value(objective)).Select(p => p.Point).DistinctBy(OuterPoint.Of)
            .Take((Searcher.IsQuick(objective) ? LongSearches : LongSearches / 2) >> round).ToArray();
        return [.. starts.Where(p => _started.Add((objective, p)))];
    }

    private void Meet(IEnumerable<DesignPoint> points)
    {
        var fresh = points.Where(_known.Add).ToArray();
        Met.AddRange(_searcher.Each(fresh.Length, i => _evaluator.Figures(fresh[i])));
    }

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

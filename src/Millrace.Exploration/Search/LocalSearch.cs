using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// Engines beside some outer variables, improved step by step until no step is better: an engine of another size, one wider and another
/// narrower, a channel given from one to another, more or fewer words that wait, here and there. Steps come in a fixed order.
/// </summary>
internal sealed class LocalSearch
{
    private const int PairSteps = 4;
    private const int Kicks = 3;
    private const double MostWorse = 0.03;

    private readonly PointEvaluator _evaluator;
    private readonly DesignSpace _space;
    private readonly EngineMenu _menu;
    private readonly OuterPoint _outer;
    private readonly ExplorationObjective _objective;
    private readonly long _budget;
    private readonly SearchEnd _end;
    private readonly EnginePoint[] _engines = new EnginePoint[EngineSize.Slots];
    private readonly IReadOnlyList<int> _prefetch;
    private readonly int[] _bandMenu;
    private int _bandRows;
    private double _value = double.PositiveInfinity;
    private DesignPoint? _best;
    private long _evaluated;

    /// <param name="evaluator">What a point comes to.</param>
    /// <param name="space">What variables may be.</param>
    /// <param name="menu">Sizes of engines.</param>
    /// <param name="outer">The outer variables.</param>
    /// <param name="objective">What to make small.</param>
    /// <param name="budget">Points to evaluate at most.</param>
    /// <param name="end">When it is over before it is done.</param>
    internal LocalSearch(
        PointEvaluator evaluator, DesignSpace space, EngineMenu menu, in OuterPoint outer, ExplorationObjective objective, long budget,
        SearchEnd end)
    {
        (_evaluator, _space, _menu, _outer) = (evaluator.Beside(), space, menu, outer);
        (_objective, _budget, _end) = (objective, budget, end);
        var workload = evaluator.Workload;
        _prefetch = space.PrefetchWords(workload);
        // A token that is decoded is one row, whatever a band has.
        _bandMenu = objective is ExplorationObjective.Decode ? [outer.TileRows] : space.BandRows(workload.Model, outer.TileRows);
    }

    private bool Over => _evaluated >= _budget || _end.IsDue;

    /// <summary>From engines that suit the objective.</summary>
    internal InnerResult Run()
    {
        var start = new StartingPoint(_evaluator, _space, _menu, _outer, _bandMenu);
        Restore(_objective is ExplorationObjective.Prefill ? start.Balanced() : start.OneAfterAnother());
        Try();
        return Improve();
    }

    /// <summary>From a point that was found before.</summary>
    internal InnerResult Run(DesignPoint start)
    {
        Restore(start);
        Try();
        var best = Improve();
        if (best.Point is not { } point) return best;
        best = Wander(best, point);
        Restore(best.Point!);
        (_best, _value) = (best.Point, best.Value);
        return Improve();
    }

    /// <summary>Steps at random, the same ones in every run, that may make it worse by ever less.</summary>
    private InnerResult Wander(InnerResult best, DesignPoint from)
    {
        var random = new Random(1);
        var (begin, end) = (_evaluated, _evaluated + ((_budget - _evaluated) * 3 / 4));
        var value = _value;
        while (_evaluated < end && !_end.IsDue)
        {
            Restore(from);
            Kick(random);
            var worse = MostWorse * (end - _evaluated) / (end - begin);
            (_best, _value) = (null, value * (1 + worse));
            if (!Try()) continue;
            (from, value) = (_best!, _value);
            if (value < best.Value) best = new(_best, value, _evaluated);
        }

        return best;
    }

    private void Restore(DesignPoint point)
    {
        EnginePoint[] engines = [point.AttentionInput, point.AttentionOutput, point.MlpInput, point.MlpOutput, point.Head];
        engines.CopyTo(_engines, 0);
        _bandRows = point.BandRows;
    }

    private void Kick(Random random)
    {
        for (var times = random.Next(1, Kicks + 1); times > 0; times--)
        {
            var slot = random.Next(_engines.Length);
            switch (random.Next(_bandMenu.Length == 1 ? 3 : 4))
            {
                case 3:
                    _bandRows = _bandMenu[random.Next(_bandMenu.Length)];
                    break;
                case 0:
                    _engines[slot] = Step(slot, random.Next(-2 * PairSteps, (2 * PairSteps) + 1)) ?? _engines[slot];
                    break;
                case 1:
                    _engines[slot] = _engines[slot] with { PrefetchWords = _prefetch[random.Next(_prefetch.Count)] };
                    break;
                default:
                    var other = random.Next(_engines.Length);
                    if (slot != other && Given(slot, -1) is { } less && Given(other, 1) is { } more)
                        (_engines[slot], _engines[other]) = (less, more);
                    break;
            }
        }
    }

    private InnerResult Improve()
    {
        while (!Over && ((Words() | Channels() | Sizes())
            || (WordsForWords() | SizesForSizes() | SizesAndWords() | Bands() | SizesForBands())))
        {
        }

        return new InnerResult(_best, _value, _evaluated);
    }

    private bool Sizes()
    {
        var better = false;
        for (var slot = 0; slot < _engines.Length; slot++)
        {
            foreach (var size in _menu[slot])
                better |= Try(slot, Sized(slot, size));
        }

        return better;
    }

    private bool SizesForSizes()
    {
        var better = false;
        for (var wider = 0; wider < _engines.Length; wider++)
        {
            for (var narrower = 0; narrower < _engines.Length; narrower++)
            {
                if (wider == narrower) continue;
                for (var up = 1; up <= PairSteps; up++)
                {
                    for (var down = 1; down <= PairSteps; down++)
                    {
                        if (Step(wider, up) is { } a && Step(narrower, -down) is { } b) better |= Try(wider, a, narrower, b);
                    }
                }
            }
        }

        return better;
    }

    private bool SizesAndWords()
    {
        var better = false;
        for (var slot = 0; slot < _engines.Length; slot++)
        {
            for (var step = -PairSteps; step <= PairSteps; step++)
            {
                if (step == 0 || Step(slot, step) is not { } size) continue;
                foreach (var words in _prefetch)
                    better |= Try(slot, size with { PrefetchWords = words });
            }
        }

        return better;
    }

    private bool Bands()
    {
        var better = false;
        foreach (var rows in _bandMenu)
            better |= Try(rows);
        return better;
    }

    /// <summary>Attention narrower and an engine wider, or the other way round.</summary>
    private bool SizesForBands()
    {
        var better = false;
        foreach (var rows in _bandMenu)
        {
            for (var slot = 0; slot < _engines.Length; slot++)
            {
                for (var step = -PairSteps; step <= PairSteps; step++)
                {
                    if (step != 0 && Step(slot, step) is { } size) better |= Try(rows, slot, size);
                }
            }
        }

        return better;
    }

    private bool Channels()
    {
        var better = false;
        for (var to = 0; to < _engines.Length; to++)
        {
            better |= Try(to, Given(to, 1));
            for (var from = 0; from < _engines.Length; from++)
            {
                if (from == to) continue;
                // A channel of the layers is one of every layer on chip.
                foreach (var (give, take) in new[] { (1, 1), (2, 1), (1, 2) })
                    better |= Try(to, Given(to, take), from, Given(from, -give));
            }
        }

        return better;
    }

    private bool Words()
    {
        var better = false;
        for (var slot = 0; slot < _engines.Length; slot++)
        {
            foreach (var words in _prefetch)
                better |= Try(slot, _engines[slot] with { PrefetchWords = words });
        }

        return better;
    }

    private bool WordsForWords()
    {
        var better = false;
        for (var more = 0; more < _engines.Length; more++)
        {
            for (var less = 0; less < _engines.Length; less++)
            {
                if (more == less) continue;
                foreach (var many in _prefetch.Where(w => w > _engines[more].PrefetchWords).Take(PairSteps).ToArray())
                {
                    foreach (var few in _prefetch.Where(w => w < _engines[less].PrefetchWords).Reverse().Take(PairSteps).ToArray())
                    {
                        better |= Try(
                            more, _engines[more] with { PrefetchWords = many }, less, _engines[less] with { PrefetchWords = few });
                    }
                }
            }
        }

        return better;
    }

    private EnginePoint Sized(int slot, EnginePoint size) =>
        _engines[slot] with { InputLanes = size.InputLanes, OutputLanes = size.OutputLanes };

    private EnginePoint? Step(int slot, int steps)
    {
        var (sizes, engine, at) = (_menu[slot], _engines[slot], 0);
        while (at < sizes.Count - 1 && (sizes[at].InputLanes, sizes[at].OutputLanes) != (engine.InputLanes, engine.OutputLanes))
            at++;
        var to = at + steps;
        return to < 0 || to >= _menu[slot].Count ? null : Sized(slot, _menu[slot][to]);
    }

    private EnginePoint? Given(int slot, int channels)
    {
        var sum = _engines[slot].Channels + channels;
        return _space.EngineChannels.Contains(sum) ? _engines[slot] with { Channels = sum } : null;
    }

    private bool Try(int slot, EnginePoint? engine)
    {
        if (engine is null || engine == _engines[slot] || Over) return false;
        var kept = _engines[slot];
        _engines[slot] = engine;
        if (Try()) return true;
        _engines[slot] = kept;
        return false;
    }

    private bool Try(int bandRows)
    {
        if (bandRows == _bandRows || Over) return false;
        var kept = _bandRows;
        _bandRows = bandRows;
        if (Try()) return true;
        _bandRows = kept;
        return false;
    }

    private bool Try(int bandRows, int slot, EnginePoint engine)
    {
        if (bandRows == _bandRows || Over) return false;
        var (keptRows, kept) = (_bandRows, _engines[slot]);
        (_bandRows, _engines[slot]) = (bandRows, engine);
        if (Try()) return true;
        (_bandRows, _engines[slot]) = (keptRows, kept);
        return false;
    }

    private bool Try(int slot, EnginePoint? engine, int other, EnginePoint? another)
    {
        if (engine is null || another is null || Over) return false;
        var (kept, keptToo) = (_engines[slot], _engines[other]);
        (_engines[slot], _engines[other]) = (engine, another);
        if (Try()) return true;
        (_engines[slot], _engines[other]) = (kept, keptToo);
        return false;
    }

    private bool Try()
    {
        var point = _evaluator.Point(_outer, _engines, _bandRows);
        _evaluated++;
        var value = _evaluator.ValueBelow(point, _objective, _value);
        if (value >= _value) return false;
        (_best, _value) = (point, value);
        return true;
    }
}

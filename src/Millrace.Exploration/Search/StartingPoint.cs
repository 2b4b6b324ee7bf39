using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>Where a local search begins beside some outer variables: from the smallest engines, given sizes and channels by the work they
/// have.</summary>
internal sealed class StartingPoint
{
    private readonly PointEvaluator _evaluator;
    private readonly DesignSpace _space;
    private readonly EngineMenu _menu;
    private readonly OuterPoint _outer;
    private readonly int[] _bandMenu;
    private readonly EngineSize[] _sizes;
    private readonly double[] _weights;
    private readonly EnginePoint[] _engines;
    private int _bandRows;

    /// <param name="evaluator">What a point comes to.</param>
    /// <param name="space">What variables may be.</param>
    /// <param name="menu">Sizes of engines.</param>
    /// <param name="outer">The outer variables.</param>
    /// <param name="bandMenu">Rows that a key may meet at a time, few to many.</param>
    internal StartingPoint(PointEvaluator evaluator, DesignSpace space, EngineMenu menu, in OuterPoint outer, int[] bandMenu)
    {
        (_evaluator, _space, _menu, _outer, _bandMenu) = (evaluator, space, menu, outer, bandMenu);
        var workload = evaluator.Workload;
        _sizes = EngineSize.Of(workload.Model, workload.Parallelism.Tensor);
        _weights = [.. _sizes.Select(s => s.Weights)];
        var least = SmallestPoint.Of(evaluator, outer);
        int[] channels =
        [
            least.AttentionInput.Channels, least.AttentionOutput.Channels, least.MlpInput.Channels, least.MlpOutput.Channels,
            least.Head.Channels,
        ];
        var words = space.PrefetchWords(workload)[0];
        _engines = [.. channels.Select((needed, slot) => menu[slot][0] with
        {
            Channels = Math.Max(needed, space.EngineChannels[0]),
            PrefetchWords = words,
        })];
        // As many rows as there is room for at a time.
        _bandRows = bandMenu[0];
        foreach (var rows in bandMenu)
        {
            if (evaluator.Fits(evaluator.Point(outer, _engines, rows))) _bandRows = rows;
        }
    }

    private DesignPoint Point => _evaluator.Point(_outer, _engines, _bandRows);

    /// <summary>Where a token passes one engine after the other.</summary>
    internal DesignPoint OneAfterAnother()
    {
        SpreadChannels();
        WidenEngines();
        return Point;
    }

    /// <summary>
    /// Where rows follow each other the slowest engine decides: for ever shorter times of a tile, of every engine the narrowest that takes no
    /// longer, with the channels that bring its weights in that time, and of attention the fewest rows at a time; the last that fits. The head,
    /// which comes behind all of them, by the root of its work.
    /// </summary>
    internal DesignPoint Balanced()
    {
        const int head = (int)EngineSlot.Head;
        var (workload, least) = (_evaluator.Workload, (EnginePoint[])_engines.Clone());
        var visits = (double)workload.PromptTiles(_outer.TileRows) * workload.Model.Layers / _outer.LayersOnChip;
        var headPart = Math.Sqrt(_weights[head] * visits / (_outer.LayersOnChip * _weights[..head].Sum()));
        var cycles = _sizes.Select((size, slot) => _menu[slot]
            .Select(e => Math.Max(size.Cycles(e, _outer.Lanes, _outer.TileRows), size.MemoryWords(e))).ToArray()).ToArray();
        var bytesPerCycle = workload.Device.OffChip.AttainableBytesPerSecondPerChannel / (1e6 * workload.ClockMegahertz);
        var scores = (double)workload.Model.KeyValueHeads / workload.Parallelism.Tensor * workload.Prompt * _outer.TileRows;
        var (kept, keptRows) = (least, _bandRows);
        foreach (var time in cycles.Take(head).SelectMany(c => c).Distinct().OrderDescending())
        {
            for (var slot = 0; slot < _engines.Length; slot++)
            {
                var most = slot == head ? headPart * time : time;
                var at = Array.FindIndex(cycles[slot], c => c <= most);
                if (at < 0) at = cycles[slot].Length - 1;
                var channels = Math.Max(least[slot].Channels, _weights[slot] * workload.WeightBits / 8 / (most * bytesPerCycle));
                _engines[slot] = _menu[slot][at] with
                {
                    Channels = _space.EngineChannels.FirstOrDefault(c => c >= channels, _space.EngineChannels[^1]),
                    PrefetchWords = least[slot].PrefetchWords,
                };
            }

            var quick = Array.FindIndex(_bandMenu, rows => scores / rows <= time);
            _bandRows = quick < 0 ? _bandMenu[^1] : _bandMenu[quick];
            var point = Point;
            if (_evaluator.Fits(point)) (kept, keptRows) = ((EnginePoint[])_engines.Clone(), _bandRows);
            else if (_evaluator.ExceedsDsp(point) || !_evaluator.FitsChannels(point)) break;
        }

        kept.CopyTo(_engines, 0);
        _bandRows = keptRows;
        return Point;
    }

    /// <summary>A channel more for the engine that waits longest, as long as there are some.</summary>
    private void SpreadChannels()
    {
        var copies = _outer.LayersOnChip;
        while (true)
        {
            var slot = -1;
            for (var i = 0; i < _engines.Length; i++)
            {
                var cost = i == (int)EngineSlot.Head ? 1 : copies;
                if (Used() + cost > _evaluator.Workload.Device.OffChip.UsableChannels) continue;
                if (!_space.EngineChannels.Contains(_engines[i].Channels + 1)) continue;
                if (slot < 0 || Waits(i) > Waits(slot)) slot = i;
            }

            if (slot < 0) return;
            _engines[slot] = _engines[slot] with { Channels = _engines[slot].Channels + 1 };
        }

        long Used() => Point.Channels;

        double Waits(int slot) =>
            (slot == (int)EngineSlot.Head ? 1 : (double)_evaluator.Workload.Model.Layers / copies)
            * _weights[slot] / _engines[slot].Channels;
    }

    /// <summary>Widens all engines together while they fit, by the root of their work: a token passes one after the other.</summary>
    private void WidenEngines()
    {
        var layers = (double)_evaluator.Workload.Model.Layers / _outer.LayersOnChip;
        var work = _weights.Select((w, slot) => Math.Sqrt(slot == (int)EngineSlot.Head ? w : layers * w)).ToArray();
        var kept = (EnginePoint[])_engines.Clone();
        Span<int> at = stackalloc int[_engines.Length];
        for (var scale = 1.0; ; scale *= 1.05)
        {
            var (wider, widest) = (false, true);
            for (var slot = 0; slot < _engines.Length; slot++)
            {
                var (sizes, before) = (_menu[slot], at[slot]);
                while (at[slot] + 1 < sizes.Count && sizes[at[slot] + 1].WeightsPerCycle <= scale * 16 * work[slot] / work.Max())
                    at[slot]++;
                wider |= at[slot] > before;
                widest &= at[slot] + 1 == sizes.Count;
                _engines[slot] = _engines[slot] with
                {
                    InputLanes = sizes[at[slot]].InputLanes,
                    OutputLanes = sizes[at[slot]].OutputLanes,
                };
            }

            if (wider)
            {
                // Wider engines can take fewer memories: only the DSPs end it.
                var point = Point;
                if (_evaluator.Fits(point)) _engines.CopyTo(kept, 0);
                else if (_evaluator.ExceedsDsp(point)) break;
            }

            if (widest) break;
        }

        kept.CopyTo(_engines, 0);
    }
}

using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>
/// A bound that no point of some outer variables falls below, in milliseconds or joules. Compute: arrays share the DSPs, so that the time
/// they take one after the other is least where multipliers go by the root of the work (Cauchy and Schwarz); between them lies the chain.
/// Memory: weights of all layers come through the channels, whole ones, and no more of the head's than fits into one region's memories can
/// come before the last layer has ended.
/// </summary>
internal sealed class LowerBound
{
    private const int MostOutputLanes = 1024;

    private static readonly string[] Linear = ["attention_input", "attention_output", "mlp_input", "mlp_output", "head"];

    private readonly Workload _workload;
    private readonly EngineSize[] _sizes;
    private readonly double _stockBits;
    private readonly double _bytesPerCycle;
    private readonly double _productsPerSlice;
    private readonly PointEvaluator _evaluator;
    private readonly DesignSpace _space;
    private readonly Dictionary<OuterPoint, (RefinedDesign Design, DesignResources Resources)> _smallest = [];

    internal LowerBound(PointEvaluator evaluator, DesignSpace space)
    {
        var workload = evaluator.Workload;
        _workload = workload;
        _sizes = EngineSize.Of(workload.Model, workload.Parallelism.Tensor);
        var device = workload.Device;
        _stockBits = StockBits(device);
        (_evaluator, _space) = (evaluator, space);
        _productsPerSlice = ProductsPerSlice(workload);
        _bytesPerCycle = device.OffChip.AttainableBytesPerSecondPerChannel / (1e6 * workload.ClockMegahertz);
    }

    /// <summary>The bound of an objective; infinite where nothing fits.</summary>
    internal double Of(in OuterPoint outer, ExplorationObjective objective)
    {
        var perMs = _workload.ClockMegahertz * 1e3;
        switch (objective)
        {
            case ExplorationObjective.Decode:
                return DecodeCycles(outer, last: true) / perMs;
            case ExplorationObjective.Prefill:
                return PrefillCycles(outer) / perMs;
            case ExplorationObjective.Total:
                var decode = !_workload.Decodes ? 0 : (DecodeCycles(outer, last: true) + DecodeCycles(outer, last: false)) / 2;
                return (PrefillCycles(outer) + (_workload.Steps * decode)) / perMs;
            default:
                return Joules(outer, (_workload.Decodes ? DecodeCycles(outer, last: true) : PrefillCycles(outer)) / perMs);
        }
    }

    private double DecodeCycles(in OuterPoint outer, bool last)
    {
        if (LayerChannels(outer) < 1 || Multipliers(outer) is not { } multipliers) return double.PositiveInfinity;
        var position = last ? _workload.LastPosition : _workload.FirstPosition;
        var chain = new DecodeChain(Smallest(outer).Design, position);
        // Either way through attention, with the engines that lie on it.
        var (scores, keys) = (Roots(outer, 0), Roots(outer, chain.KeysPart));
        var head = Math.Sqrt(_sizes[4].Weights);
        var compute = Math.Max(chain.Scores + (Square(scores + head) / multipliers), chain.Keys + (Square(keys + head) / multipliers));
        var layers = chain.Keys - chain.Head + (Square(keys) / multipliers);
        return Memory(outer, 1, Math.Max(compute, Words(outer, 1)), layers);
    }

    private double PrefillCycles(in OuterPoint outer)
    {
        if (LayerChannels(outer) < 1 || Multipliers(outer) is not { } multipliers) return double.PositiveInfinity;
        var tiles = _workload.PromptTiles(outer.TileRows);
        var visits = (double)tiles * _workload.Model.Layers / Copies(outer);
        // The slowest engine takes every tile of every layer of its copy, then the head its tile: engines of one time each are the best.
        var layer = outer.LayersOnChip * Enumerable.Range(0, 4).Sum(i => _sizes[i].Weights);
        var compute = Square(Math.Sqrt(visits * layer) + Math.Sqrt(_sizes[4].Weights)) / multipliers;
        return Memory(outer, tiles, Math.Max(Math.Max(compute, Scores(outer, tiles)), Words(outer, _workload.Sequences * _workload.Prompt)), 0);
    }

    /// <summary>Cycles that words leaving the widest engine take.</summary>
    private double Words(in OuterPoint outer, int rows)
    {
        var lanes = outer.Lanes;
        return _sizes.Take(4).Max(s => s.Outputs) / lanes * rows * _workload.Model.Layers / Copies(outer);
    }

    /// <summary>Cycles that the scores of all heads take, tile after tile of each layer.</summary>
    private double Scores(in OuterPoint outer, int tiles)
    {
        var design = Smallest(outer).Design;
        double seen = 0;
        for (var t = 1; t <= tiles; t++)
            seen += design.Bidirectional ? _workload.Prompt : Math.Min(_workload.Prompt, t * outer.TileRows);
        return seen * design.Heads * Math.Max(design.CyclesPerKey, design.CacheCyclesPerWord) * design.Layers / design.Copies;
    }

    /// <summary>The sum of the roots of all layers' work, of the first engine by a part only: over multipliers that are shared in the best
    /// way, its square is the time of the arrays one after the other.</summary>
    private double Roots(in OuterPoint outer, double first)
    {
        double sum = 0;
        for (var i = 0; i < 4; i++)
            sum += Math.Sqrt((i == 0 ? first : 1) * _workload.Model.Layers * outer.LayersOnChip * _sizes[i].Weights);
        return sum;
    }

    /// <summary>The best split of channels between layers and head.</summary>
    private double Memory(in OuterPoint outer, int tiles, double atLeast, double chain)
    {
        var passes = (double)_workload.Model.Layers / Copies(outer) * tiles;
        var head = _sizes[4].Weights * _workload.WeightBits / 8;
        // The last word of a column tile is a word earlier than the rate says, which the words of biases make up for, one a tile: not where
        // less than a tile is left.
        var left = head - (_stockBits / 8);
        if (left < (double)_sizes[4].Inputs * MostOutputLanes * _workload.WeightBits / 8) left = 0;
        var best = double.PositiveInfinity;
        for (var channels = 1; ; channels++)
        {
            var perLayer = (LayerChannelsAndHead(outer) - channels) / outer.LayersOnChip;
            if (perLayer < 4) return best;
            var layers = Math.Max(chain, passes * LayerMemory(perLayer));
            var rate = channels * _bytesPerCycle;
            best = Math.Min(best, Math.Max(atLeast, Math.Max(head / rate, layers + (left / rate))));
        }
    }

    /// <summary>Cycles in which the weights of one layer come, over the best whole split of channels: an engine more for whoever is
    /// last.</summary>
    private double LayerMemory(int channels)
    {
        Span<int> split = [1, 1, 1, 1];
        for (var left = channels - 4; ; left--)
        {
            var slowest = 0;
            for (var i = 1; i < 4; i++)
            {
                if (_sizes[i].Weights / split[i] > _sizes[slowest].Weights / split[slowest])
                    slowest = i;
            }

            if (left == 0) return _sizes[slowest].Weights * _workload.WeightBits / 8 / (split[slowest] * _bytesPerCycle);
            split[slowest]++;
        }
    }

    private int LayerChannelsAndHead(in OuterPoint outer) => _workload.Model.IsEncoder
        ? _workload.Device.OffChip.UsableChannels - outer.LayersOnChip
        : _workload.Device.OffChip.UsableChannels - 1 - (outer.LayersOnChip * ((2 * outer.CacheChannels) + 1));

    private int LayerChannels(in OuterPoint outer) => LayerChannelsAndHead(outer) - (outer.LayersOnChip * 4);

    /// <summary>Weights a cycle that the DSPs allow all engines of the device together; null if not even the smallest ones.</summary>
    private double? Multipliers(in OuterPoint outer)
    {
        var resources = Smallest(outer).Resources;
        var free = _evaluator.Routable.Dsp - Enumerable.Range(0, DesignResources.Operators.Count)
            .Where(i => !Linear.Contains(DesignResources.Operators[i])).Sum(i => resources.Copies(i) * resources[i].Dsp);
        // Of the DSPs alone: wider engines can take fewer memories, never fewer DSPs.
        if (resources.Total.Dsp > _evaluator.Routable.Dsp) return null;
        return _productsPerSlice * free / outer.TileRows;
    }

    /// <summary>The smallest engines beside some outer variables: attention as quick as it can be, and of resources as narrow.</summary>
    private (RefinedDesign Design, DesignResources Resources) Smallest(in OuterPoint outer)
    {
        if (_smallest.TryGetValue(outer, out var known)) return known;
        var narrow = _space.BandRows(_workload.Model, outer.TileRows)[0];
        var smallest = new EnginePoint(EngineSize.LeastInputLanes(_workload.WeightBits, outer.Lanes), outer.Lanes, 1);
        EnginePoint[] engines = [smallest, smallest, smallest, smallest, smallest];
        return _smallest[outer] = (
            RefinedDesign.Of(_evaluator.Point(outer, engines, outer.TileRows), _workload.Device),
            DesignResources.Of(_evaluator.Point(outer, engines, narrow), _workload.Device));
    }

    private int Copies(in OuterPoint outer) => outer.LayersOnChip * _workload.Parallelism.Pipeline;

    /// <summary>Power that every design of the outer variables takes, for the least time, and the energy of bringing the weights
    /// once.</summary>
    private double Joules(in OuterPoint outer, double milliseconds)
    {
        if (double.IsInfinity(milliseconds)) return milliseconds;
        var w = _workload;
        var tiles = w.Decodes ? 1 : w.PromptTiles(outer.TileRows);
        var layers = (double)w.Model.Layers / w.Parallelism.Pipeline * _sizes.Take(4).Sum(s => s.Weights);
        var bytes = tiles * (layers + _sizes[4].Weights) * w.WeightBits / 8;
        var watts = FpgaPower.Watts(w.Device, Smallest(outer).Resources.Total, w.ClockMegahertz, bytes / (milliseconds * 1e-3)).Total;
        return TokenEnergy.Joules(w.Parallelism.Devices * watts, milliseconds, w.Decodes ? 1 : w.Sequences * w.Prompt);
    }

    /// <summary>The most weights that can wait for one engine: a FIFO lies in one region, in memories of one kind.</summary>
    private static double StockBits(FpgaDevice device) => device.Regions.Count == 0
        ? OfOneKind(RegionCeilings.Board(device))
        : RegionCeilings.Of(device).Max(r => OfOneKind(r));

    /// <summary>Bits of the block RAMs, of the UltraRAMs, or of the tables as memory, whichever are more.</summary>
    private static double OfOneKind(in ResourceVector routable) =>
        Math.Max(Math.Max(routable.Bram18 * 18432.0, routable.Uram * 294912.0), routable.Lut * 64.0);

    /// <summary>Products that a slice makes at most. Narrow operands that tables multiply take none: then tables are the limit, at one a
    /// product and more.</summary>
    private static double ProductsPerSlice(Workload workload)
    {
        var (weight, activation, device) = (workload.WeightBits, workload.ActivationBits, workload.Device);
        if (weight <= 4 && activation <= 4) return Math.Max(1, (double)device.Routable.Lut / Math.Max(1, device.Routable.Dsp));
        var packed = device.DspKind?.Rates.MacsPerCycle(weight, activation) ?? 0;
        return packed > 0 ? packed : weight <= 8 && activation <= 8 ? 2 : 1;
    }

    private static double Square(double value) => value * value;
}

using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>What a point comes to.</summary>
/// <param name="workload">What it works on.</param>
/// <param name="share">Of what can be routed, the part that a point may take.</param>
/// <param name="memo">Where the points beside one outer point have their resources from; null if points differ in more.</param>
internal sealed class PointEvaluator(Workload workload, double share = 1, ResourceMemo? memo = null)
{
    private readonly double _perMs = workload.ClockMegahertz * 1e3;
    private readonly ResourceVector _routable = WithinRegions(workload.Device, share);
    private readonly ResourceVector[] _regions = RegionCeilings.Of(workload.Device);

    internal Workload Workload => workload;

    /// <summary>What can be routed on the whole board, and in all of its regions together.</summary>
    internal ResourceVector Routable => _routable;

    /// <summary>The same for the points beside one outer point, one thread at a time: much faster.</summary>
    internal PointEvaluator Beside() => new(workload, share, new ResourceMemo(workload.Device));

    /// <summary>The point of some variables.</summary>
    /// <param name="outer">The outer variables.</param>
    /// <param name="engines">The engines, by <see cref="EngineSlot"/>.</param>
    /// <param name="bandRows">Rows that meet a key at a time.</param>
    internal DesignPoint Point(in OuterPoint outer, ReadOnlySpan<EnginePoint> engines, int bandRows) => new()
    {
        Model = workload.Model,
        Device = workload.Device.Name,
        ClockMegahertz = workload.ClockMegahertz,
        WeightBits = workload.WeightBits,
        ActivationBits = workload.ActivationBits,
        TensorParallel = workload.Parallelism.Tensor,
        PipelineParallel = workload.Parallelism.Pipeline,
        LayersOnChip = outer.LayersOnChip,
        Lanes = outer.Lanes,
        TileRows = outer.TileRows,
        AttentionBandRows = bandRows == outer.TileRows ? null : bandRows,
        CacheChannels = outer.CacheChannels,
        Sequences = workload.Sequences,
        AttentionInput = engines[0],
        AttentionOutput = engines[1],
        MlpInput = engines[2],
        MlpOutput = engines[3],
        Head = engines[4],
    };

    /// <summary>Whether there are channels enough: cheap to ask.</summary>
    internal bool FitsChannels(DesignPoint point) => point.Channels <= workload.Device.OffChip.UsableChannels;

    /// <summary>Whether the channels, the fabric, and its regions hold the point.</summary>
    internal bool Fits(DesignPoint point) => FitsChannels(point) && Holds(Resources(point));

    /// <summary>Whether the operators find room in the regions.</summary>
    internal bool Packs(DesignPoint point) => RegionPacking.Fits(Resources(point), _regions, workload.Device.Total);

    /// <summary>Every limit of the board, those of the fabric as all regions together allow them.</summary>
    internal IReadOnlyList<Constraint> Limits(DesignPoint point)
    {
        var fabric = DesignResources.Of(point, workload.Device).Constraints(workload.Device).Select(c =>
        {
            var limit = Math.Min(c.Limit, Allowed(c.Name));
            return c with { Limit = limit, Satisfied = c.Used <= limit };
        });
        return [.. PointConstraints.OfMemory(point, workload.Device, RefinedDesign.Of(point, workload.Device)), .. fabric];
    }

    /// <summary>Whether there are too few DSPs for the point.</summary>
    internal bool ExceedsDsp(DesignPoint point) => Resources(point).Total.Dsp > _routable.Dsp;

    /// <summary>Whether every limit is kept.</summary>
    internal bool Feasible(DesignPoint point) =>
        Fits(point) && PointConstraints.MemoryHolds(point, workload.Device, RefinedDesign.Of(point, workload.Device));

    /// <summary>The objective of a point that keeps every limit and is below a value; infinity of any other. What is quickly said is asked
    /// first.</summary>
    internal double ValueBelow(DesignPoint point, ExplorationObjective objective, double below)
    {
        if (!FitsChannels(point)) return double.PositiveInfinity;
        var design = RefinedDesign.Of(point, workload.Device);
        if (QuickBound(point, design, objective) / _perMs >= below) return double.PositiveInfinity;
        if (memo is not null && !memo.Total(point).FitsIn(_routable)) return double.PositiveInfinity;
        var resources = Resources(point);
        if (!Holds(resources)) return double.PositiveInfinity;
        var value = Value(point, design, resources, objective, below);
        return value < below && PointConstraints.MemoryHolds(point, workload.Device, design) ? value : double.PositiveInfinity;
    }

    /// <summary>Everything.</summary>
    internal PointFigures Figures(DesignPoint point)
    {
        var design = RefinedDesign.Of(point, workload.Device);
        var prefill = Prefill(design);
        var decode = workload.Decodes ? Decode(design) : (double?)null;
        var resources = Resources(point);
        var fabric = resources.Constraints(workload.Device);
        var (watts, joules) = Energy(point, design, resources, decode ?? prefill);
        return new PointFigures
        {
            Point = point,
            PrefillCycles = prefill,
            DecodeCycles = decode,
            PrefillMs = prefill / _perMs,
            DecodeMs = decode / _perMs,
            TotalMs = (prefill + AllDecoded(design)) / _perMs,
            Watts = watts,
            JoulesPerToken = joules,
            Constraints = [.. PointConstraints.OfMemory(point, workload.Device, design), .. fabric],
            ResourceShare = fabric.Max(c => c.Used == 0 ? 0 : c.Share),
        };
    }

    private DesignResources Resources(DesignPoint point) => memo?.Of(point) ?? DesignResources.Of(point, workload.Device);

    private bool Holds(DesignResources resources) =>
        resources.Total.FitsIn(_routable) && RegionPacking.Fits(resources, _regions, workload.Device.Total);

    /// <summary>The objective alone, or infinity as soon as it cannot be below a limit.</summary>
    private double Value(
        DesignPoint point, RefinedDesign design, DesignResources resources, ExplorationObjective objective, double below)
    {
        switch (objective)
        {
            case ExplorationObjective.Decode:
                return Decode(design) / _perMs;
            case ExplorationObjective.Prefill:
                return Prefill(design) / _perMs;
            case ExplorationObjective.Total:
                // Decode is soon said; the prompt is not.
                var decoded = AllDecoded(design);
                var least = decoded + QuickBound(point, design, ExplorationObjective.Prefill);
                return least / _perMs >= below ? double.PositiveInfinity : (decoded + Prefill(design)) / _perMs;
            default:
                // Energy grows with time.
                var quick = workload.Decodes ? ExplorationObjective.Decode : ExplorationObjective.Prefill;
                if (Energy(point, design, resources, QuickBound(point, design, quick)).Joules >= below) return double.PositiveInfinity;
                return Energy(point, design, resources, workload.Decodes ? Decode(design) : Prefill(design)).Joules;
        }
    }

    /// <summary>Cycles that the refined form cannot fall below, in a few operations: the busiest engine, the arrays of a token one after
    /// the
    /// other, the slowest memory. 0 of an energy.</summary>
    private double QuickBound(DesignPoint point, RefinedDesign d, ExplorationObjective objective)
    {
        var visits = (double)d.Layers / d.Copies;
        var (a, b, c, e) = (Array(d.AttentionInput), Array(d.AttentionOutput), Array(d.MlpInput), Array(d.MlpOutput));
        var memory = visits * Math.Max(
            Math.Max(d.AttentionInput.MemoryCycles, d.AttentionOutput.MemoryCycles),
            Math.Max(d.MlpInput.MemoryCycles, d.MlpOutput.MemoryCycles));
        var head = d.Head is { } h ? Array(h) : 0;
        var tiles = workload.PromptTiles(point.TileRows);
        // Where every token sees all, keys pass each tile once for every band, but of the last tile the bands that have rows.
        var attention = d.Bidirectional
            ? workload.Sequences * d.Heads * workload.Prompt * ((workload.Prompt + point.BandRows - 1) / point.BandRows) / tiles
            : 0;
        var slowest = Math.Max(Math.Max(Math.Max(a, b), Math.Max(c, e)), attention);
        var prefill = (tiles * Math.Max(memory, visits * slowest)) + head;
        return objective switch
        {
            ExplorationObjective.Decode => DecodeAt(workload.LastPosition),
            ExplorationObjective.Prefill => prefill,
            ExplorationObjective.Total => prefill + (workload.Steps * DecodeAt(workload.FirstPosition)),
            _ => 0,
        };

        double DecodeAt(int position) => Math.Max(memory + head, new DecodeChain(d, position).Cycles(a, b + c + e, head));

        static double Array(in RefinedEngine engine) => engine.ColumnTiles * engine.TileWords;
    }

    private double Allowed(string resource) => resource switch
    {
        "DSP" => _routable.Dsp,
        "LUT" => _routable.Lut,
        "FF" => _routable.FlipFlop,
        "BRAM18" => _routable.Bram18,
        "URAM" => _routable.Uram,
        _ => double.PositiveInfinity,
    };

    private static ResourceVector WithinRegions(FpgaDevice device, double share)
    {
        var (all, regions) = (RegionCeilings.Board(device), default(ResourceVector));
        foreach (var region in RegionCeilings.Of(device))
            regions += region;
        return new(
            Least(all.Lut, regions.Lut), Least(all.FlipFlop, regions.FlipFlop), Least(all.Dsp, regions.Dsp),
            Least(all.Bram18, regions.Bram18), Least(all.Uram, regions.Uram));

        long Least(long one, long other) => (long)(share * Math.Min(one, other));
    }

    private double Prefill(RefinedDesign design) => RefinedForm.Launch(design, 0, workload.Prompt, 1).Cycles;

    private double Decode(RefinedDesign design) => RefinedForm.Launch(design, workload.LastPosition, 1, 1).Cycles;

    /// <summary>Every token after the first, which comes with the prompt.</summary>
    private double AllDecoded(RefinedDesign design) => !workload.Decodes
        ? 0
        : workload.Steps * (Decode(design) + RefinedForm.Launch(design, workload.FirstPosition, 1, 1).Cycles) / 2;

    private (double Watts, double Joules) Energy(DesignPoint point, RefinedDesign design, DesignResources resources, double cycles)
    {
        var milliseconds = cycles / _perMs;
        var tiles = workload.Decodes ? 1 : workload.PromptTiles(point.TileRows);
        var (engines, _) = OffChipBytes.Of(point, design);
        var bytes = tiles * ((point.LayersOnChip * (engines[0] + engines[1] + engines[2] + engines[3])) + engines[4]);
        var board = FpgaPower.Watts(
            workload.Device, resources.Total, workload.ClockMegahertz, bytes / (milliseconds * 1e-3)).Total;
        var watts = workload.Parallelism.Devices * board;
        return (watts, TokenEnergy.Joules(watts, milliseconds, workload.Decodes ? 1 : workload.Sequences * workload.Prompt));
    }
}

using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>What a point comes to.</summary>
/// <param name="workload">What it works on.</param>
/// <param name="share">Of what can be routed, the part that a point may take.</param>
internal sealed class PointEvaluator(Workload workload, double share = 1)
{
    private readonly double _perMs = workload.ClockMegahertz * 1e3;
    private readonly ResourceVector _routable = WithinRegions(workload.Device, share);

    internal Workload Workload => workload;

    /// <summary>What can be routed on the whole board, and in all of its regions together.</summary>
    internal ResourceVector Routable => _routable;

    /// <summary>The point of some variables.</summary>
    internal DesignPoint Point(in OuterPoint outer, ReadOnlySpan<EnginePoint> engines) => new()
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
        CacheChannels = outer.CacheChannels,
        AttentionInput = engines[0],
        AttentionOutput = engines[1],
        MlpInput = engines[2],
        MlpOutput = engines[3],
        Head = engines[4],
    };

    /// <summary>Whether there are channels enough: cheap to ask.</summary>
    internal bool FitsChannels(DesignPoint point) => point.Channels <= workload.Device.OffChip.UsableChannels;

    /// <summary>Whether the channels, the fabric, and its regions hold the point.</summary>
    internal bool Fits(DesignPoint point)
    {
        if (!FitsChannels(point)) return false;
        var resources = DesignResources.Of(point, workload.Device);
        return resources.Total.FitsIn(_routable) && RegionPacking.Fits(resources, workload.Device);
    }

    /// <summary>Whether the operators find room in the regions.</summary>
    internal bool Packs(DesignPoint point) => RegionPacking.Fits(DesignResources.Of(point, workload.Device), workload.Device);

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
    internal bool ExceedsDsp(DesignPoint point) => DesignResources.Of(point, workload.Device).Total.Dsp > _routable.Dsp;

    /// <summary>Whether every limit is kept.</summary>
    internal bool Feasible(DesignPoint point) =>
        Fits(point) && PointConstraints.OfMemory(point, workload.Device, RefinedDesign.Of(point, workload.Device)).All(c => c.Satisfied);

    /// <summary>The objective alone, or infinity as soon as it cannot be below a limit.</summary>
    internal double Value(DesignPoint point, ExplorationObjective objective, double below = double.PositiveInfinity)
    {
        var design = RefinedDesign.Of(point, workload.Device);
        if (QuickBound(point, design, objective) / _perMs >= below) return double.PositiveInfinity;
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
                return Energy(point, design).Joules;
        }
    }

    /// <summary>Everything.</summary>
    internal PointFigures Figures(DesignPoint point)
    {
        var design = RefinedDesign.Of(point, workload.Device);
        var prefill = Prefill(design);
        var decode = workload.Generated > 0 ? Decode(design) : (double?)null;
        var fabric = DesignResources.Of(point, workload.Device).Constraints(workload.Device);
        var (watts, joules) = Energy(point, design);
        return new PointFigures
        {
            Point = point,
            PrefillCycles = prefill,
            DecodeCycles = decode,
            PrefillMs = prefill / _perMs,
            DecodeMs = decode / _perMs,
            TotalMs = Total(design) / _perMs,
            Watts = watts,
            JoulesPerToken = joules,
            Constraints = [.. PointConstraints.OfMemory(point, workload.Device, design), .. fabric],
            ResourceShare = fabric.Max(c => c.Used == 0 ? 0 : c.Share),
        };
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
        var tiles = (workload.Prompt + point.TileRows - 1) / point.TileRows;
        var prefill = (tiles * Math.Max(memory, visits * Math.Max(Math.Max(a, b), Math.Max(c, e)))) + head;
        return objective switch
        {
            ExplorationObjective.Decode => DecodeAt(workload.Prompt + workload.Generated - 1),
            ExplorationObjective.Prefill => prefill,
            ExplorationObjective.Total => prefill + (Math.Max(0, workload.Generated - 1) * DecodeAt(workload.Prompt)),
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
        var (all, regions) = (device.Routable, default(ResourceVector));
        foreach (var region in device.Regions)
            regions += device.Ceilings.Of(region.Dynamic);
        return new(
            Least(all.Lut, regions.Lut), Least(all.FlipFlop, regions.FlipFlop), Least(all.Dsp, regions.Dsp),
            Least(all.Bram18, regions.Bram18), Least(all.Uram, regions.Uram));

        long Least(long one, long other) => (long)(share * Math.Min(one, other));
    }

    private double Prefill(RefinedDesign design) => RefinedForm.Launch(design, 0, workload.Prompt, 1).Cycles;

    private double Decode(RefinedDesign design) => RefinedForm.Launch(design, workload.Prompt + workload.Generated - 1, 1, 1).Cycles;

    private double Total(RefinedDesign design) => Prefill(design) + AllDecoded(design);

    /// <summary>Every token after the first, which comes with the prompt.</summary>
    private double AllDecoded(RefinedDesign design) => workload.Generated < 2
        ? 0
        : (workload.Generated - 1) * (Decode(design) + RefinedForm.Launch(design, workload.Prompt, 1, 1).Cycles) / 2;

    private (double Watts, double Joules) Energy(DesignPoint point, RefinedDesign design)
    {
        var decodes = workload.Generated > 0;
        var milliseconds = (decodes ? Decode(design) : Prefill(design)) / _perMs;
        var tiles = decodes ? 1 : (workload.Prompt + point.TileRows - 1) / point.TileRows;
        var (engines, _) = OffChipBytes.Of(point, design);
        var bytes = tiles * ((point.LayersOnChip * engines.Take(4).Sum()) + engines[4]);
        var board = FpgaPower.Watts(
            workload.Device, DesignResources.Of(point, workload.Device).Total, workload.ClockMegahertz,
            bytes / (milliseconds * 1e-3)).Total;
        var watts = workload.Parallelism.Devices * board;
        return (watts, TokenEnergy.Joules(watts, milliseconds, decodes ? 1 : workload.Prompt));
    }
}

using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// Estimates designs by the refined form, against what can be routed and reached (<see cref="RefinedConstraints"/>). Bandwidth (7) is no
/// constraint: engines work one after the other in decode and fetch ahead, so that a slow memory makes a design slower, not impossible.
/// What comes out is a best case: multipliers up to the limit, in sizes that no design point need have.
/// </summary>
public static class RefinedEstimator
{
    private const double UramBits = 72 * 4096;

    // Tokens of a tile that are tried where no weight reuse is given.
    private static readonly int[] Tiles = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Checks a request, chooses the engines, and evaluates them. Where no weight reuse is given, that of the shortest total is
    /// taken; where no packing is, the widest port of the memory blocks is filled.</summary>
    /// <exception cref="AnalysisException">What was asked cannot be.</exception>
    public static RefinedEstimate Estimate(PaperRequest request)
    {
        var widest = request.Device.BlockMemories[0].Kind.PortWidthsBits[^1];
        request = request with { PackedWeights = request.PackedWeights ?? Math.Max(1, widest / Math.Max(1, request.WeightBits)) };
        if (request.WeightReuse is not null)
            return EstimateOne(request);

        // At least one weight a cycle for each engine; one estimate even where a tile of 1 is infeasible.
        var least = request.MacsPerCycle is { } macs
            ? Enumerable.Range(0, PerOperator.Names.Count).Min(i => macs[i])
            : request.BalancedMacsPerCycle ?? Tiles[^1];
        return Tiles.Where(r => r == 1 || r <= least)
            .Select(r => EstimateOne(request with { WeightReuse = PerOperator.All(r) }))
            .OrderByDescending(e => e.Feasible).ThenBy(e => e.TotalMilliseconds).First();
    }

    private static RefinedEstimate EstimateOne(PaperRequest request)
    {
        var device = request.Device;
        var choice = MacsChoice.Of(
            request, (weights, activations, clock) => DeviceLimits.Routable(device, weights, activations, clock),
            RefinedConstraints.Of, RefinedConstraints.LargestBalancedMacs);
        var (point, limits) = (choice.Point, choice.Limits);
        var figures = PaperForm.Evaluate(point, limits);
        var design = MacsDesign.Of(point, limits, device);
        var prefill = Phase(design, point, limits, device, figures, 0, point.PromptTokens);
        var generated = point.LongestTokens - point.PromptTokens;
        var decode = DecodeSteps.Any(generated)
            ? Phase(design, point, limits, device, figures, DecodeSteps.LastPosition(point.PromptTokens, generated), 1)
            : null;
        var (milliseconds, joules) = Total(design, point, prefill, decode, generated);
        var drawn = Math.Max(prefill.BytesPerSecond, decode?.BytesPerSecond ?? 0);
        return new RefinedEstimate
        {
            Point = point,
            Design = design,
            Limits = limits,
            Figures = figures,
            BalancedMacsPerCycle = choice.BalancedMacsPerCycle,
            Searched = choice.Searched,
            Constraints =
            [
                .. choice.Constraints,
                new Constraint("bandwidth", drawn, limits.OffChipBitsPerSecond / 8, true, "byte/s"),
                .. decode is null
                    ? (IEnumerable<Constraint>)[]
                    : [new Constraint("bandwidth_decode", decode.BytesPerSecond, limits.OffChipBitsPerSecond / 8, true, "byte/s")],
            ],
            Binding = choice.Binding,
            Feasible = choice.Feasible,
            Prefill = prefill,
            Decode = decode,
            TotalMilliseconds = milliseconds,
            TotalJoules = joules,
        };
    }

    /// <summary>Another prompt, or a token at another position, on the engines of an estimate.</summary>
    internal static RefinedPhase Phase(RefinedEstimate e, FpgaDevice device, int position, int tokens) =>
        Phase(e.Design, e.Point, e.Limits, device, e.Figures, position, tokens);

    private static RefinedPhase Phase(
        RefinedDesign design, in PaperPoint point, in DeviceLimits limits, FpgaDevice device, in PaperFigures figures, int position,
        int tokens)
    {
        var launch = RefinedForm.Launch(design, position, tokens, 1);
        // A single token keeps one row of each engine's tile busy.
        var tiles = (double)RefinedForm.Tiles(tokens, design.TileRows) * design.TileRows;
        var demand = tokens > 1
            ? (tiles / tokens) * Demand.PrefillMacs(point.Shape, tokens)
            : tiles * Demand.DecodeMacs(point.Shape, position);
        var operators = (1.0 / point.TensorParallel) * (demand / point.MacsPerCycle);
        var milliseconds = 1e3 * launch.Cycles / point.ClockHertz;
        var drawn = BytesOf(point, design, position, tokens) * point.ClockHertz / launch.Cycles;
        // Weights that wait lie in UltraRAM.
        var watts = PowerShare.Watts(
            device, figures.MacsPerCycle, limits.MacsPerCycle, point.ClockMegahertz, drawn,
            2 * figures.Blocks, RefinedConstraints.PrefetchBits(point, limits) / UramBits);
        var devices = point.TensorParallel * point.PipelineParallel;
        return new RefinedPhase(
            launch.LayerCycles, launch.Cycles, milliseconds, operators, drawn, watts,
            TokenEnergy.Joules(devices * watts.Total, milliseconds, tokens), Bound(design, launch, position, tokens));
    }

    /// <summary>Prompt and generated tokens. Decode grows with the position by so little that the mean of first and last token serves for
    /// all: attention is linear in the position.</summary>
    private static (double Milliseconds, double Joules) Total(
        RefinedDesign design, in PaperPoint point, RefinedPhase prefill, RefinedPhase? decode, int generated)
    {
        var devices = point.TensorParallel * point.PipelineParallel;
        var milliseconds = prefill.Milliseconds;
        var joules = devices * prefill.Watts.Total * prefill.Milliseconds / 1e3;
        if (decode is null)
            return (milliseconds, joules);
        var first = 1e3 * RefinedForm.Launch(design, DecodeSteps.FirstPosition(point.PromptTokens), 1, 1).Cycles / point.ClockHertz;
        var others = DecodeSteps.Count(generated) * (first + decode.Milliseconds) / 2;
        return (milliseconds + others, joules + (devices * decode.Watts.Total * others / 1e3));
    }

    /// <summary>What one device loads: the weights of its layers again for each tile of tokens, the head's once, and for each tile all keys
    /// and values it sees.</summary>
    private static double BytesOf(in PaperPoint point, RefinedDesign design, int position, int tokens)
    {
        var layers = point.WeightsOnChip ? 0 : (double)point.Shape.LayerWeights * point.Layers / point.PipelineParallel;
        var head = design.Head is null ? 0 : (double)point.Shape.Width * point.Shape.VocabularySize;
        var tiles = RefinedForm.Tiles(tokens, design.TileRows);
        var seen = point.Shape.IsEncoder ? 0 : tiles * (position + ((tokens + Math.Min(tokens, design.TileRows)) / 2.0));
        var caches = 2 * seen * point.Shape.KeyValueWidth * point.Layers / point.PipelineParallel;
        return ((((layers * tiles) + head) * point.WeightBits) + (caches * point.ActivationBits)) / point.TensorParallel / 8;
    }

    /// <summary>In prefill engines work beside each other, in decode one after the other; what has not been fetched ahead then comes while
    /// its engine works.</summary>
    internal static string Bound(RefinedDesign d, in RefinedLaunch launch, int position, int tokens)
    {
        RefinedEngine[] engines = [d.AttentionInput, d.AttentionOutput, d.MlpInput, d.MlpOutput];
        var tiles = RefinedForm.Tiles(tokens, d.TileRows);
        var rows = Math.Min(tokens, d.TileRows);
        var attention = d.Heads * (position + (d.Bidirectional ? tokens : (tokens + 1) / 2.0)) * d.CyclesPerKey;
        var memory = (double)d.Layers / d.Copies * tiles * engines.Max(e => e.MemoryCycles);
        if (tiles == 1)
            memory = Math.Max(memory, d.Layers * engines.Sum(e => Math.Max(0, e.MemoryWords - e.StockWords) * e.CyclesPerWord));
        var array = tiles > 1
            ? (double)d.Layers / d.Copies * tiles * Math.Max(attention, engines.Max(e => e.ArrayCycles(rows)))
            : d.Layers * (attention + engines.Sum(e => e.ArrayCycles(rows)));
        var most = Math.Max(memory, array);
        if (d.Head is { } head)
            most += Math.Max(head.MemoryCycles, head.ArrayCycles(1));
        return most < launch.Cycles / 2 ? "dependencies" : memory >= array ? "bandwidth" : "compute";
    }
}

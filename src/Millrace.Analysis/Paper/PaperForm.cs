namespace Millrace.Analysis;

/// <summary>
/// The closed form of Chen et al., "Understanding the Potential of FPGA-Based Spatial Acceleration for Large Language Model Inference", ACM TRETS
/// 18(1), 2024, arXiv 2312.15159: equations (2) to (14). It leaves out fill, drain and the chain of dependencies, and is too optimistic in decode.
/// </summary>
public static class PaperForm
{
    /// <summary>Evaluates all equations; allocates nothing.</summary>
    public static PaperFigures Evaluate(in PaperPoint point, in DeviceLimits limits)
    {
        var prefill = PrefillLatency.Cycles(point, limits.OffChipBitsPerSecond);
        var decode = DecodeLatency.Cycles(point, limits.OffChipBitsPerSecond);
        var layersInRow = point.LayersOnChip * point.PipelineParallel;
        return new PaperFigures
        {
            MacsPerCycle = ComputeDemand.MacsPerCycle(point),
            OffChipBits = Capacity.OffChipBits(point),
            ModelWeightBits = Capacity.ModelWeightBits(point),
            OnChipBits = Capacity.OnChipBits(point),
            Blocks = Ports.Blocks(point, limits.Blocks.Kind),
            OffChipBitsPerSecond = Bandwidth.LayerBitsPerSecond(point),
            Channels = Bandwidth.Channels(point, limits.OffChipBitsPerSecond, limits.Channels),
            LayerPrefillCycles = prefill.Layer,
            LayerDecodeCycles = decode.Layer,
            ModelPrefillCycles = prefill.Model(point.Layers, layersInRow),
            ModelDecodeCycles = decode.Model(point.Layers, layersInRow),
            AllReducePrefillSeconds = AllReduce.Seconds(point, point.PromptTokens),
            AllReduceDecodeSeconds = AllReduce.Seconds(point, tokens: 1),
        };
    }

    /// <summary>Whether a design keeps within all limits; allocates nothing.</summary>
    public static bool IsFeasible(in PaperFigures figures, in DeviceLimits limits) =>
        figures.MacsPerCycle < limits.MacsPerCycle
        && figures.OffChipBits < limits.OffChipBits
        && figures.ModelWeightBits <= limits.OffChipBits
        && figures.OnChipBits < limits.OnChipBits
        && figures.Blocks < limits.Blocks.Count
        && figures.OffChipBitsPerSecond <= limits.OffChipBitsPerSecond
        && figures.Channels <= limits.Channels;

    /// <summary>The limits of <see cref="IsFeasible"/> as data.</summary>
    public static IReadOnlyList<Constraint> Constraints(in PaperFigures figures, in DeviceLimits limits) =>
    [
        Below("compute", figures.MacsPerCycle, limits.MacsPerCycle, "MAC/cycle"),
        Below("dram", figures.OffChipBits / 8, limits.OffChipBits / 8, "byte"),
        AtMost("model_weights", figures.ModelWeightBits / 8, limits.OffChipBits / 8, "byte"),
        Below("sram", figures.OnChipBits / 8, limits.OnChipBits / 8, "byte"),
        Below("ports", figures.Blocks, limits.Blocks.Count, limits.Blocks.Kind.Name),
        AtMost("bandwidth", figures.OffChipBitsPerSecond / 8, limits.OffChipBitsPerSecond / 8, "byte/s"),
        AtMost("channels", figures.Channels, limits.Channels, "channel"),
    ];

    private static Constraint Below(string name, double used, double limit, string unit) => new(name, used, limit, used < limit, unit);

    private static Constraint AtMost(string name, double used, double limit, string unit) => new(name, used, limit, used <= limit, unit);
}

using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>The closed form of a design's resources beside the estimate from its graph, over a fixed set of design points.</summary>
public static class ResourceCheck
{
    private static readonly ModelShape Small = new(4, 4, 128, 512, 256, 1024);
    private static readonly ModelShape Gpt2 = new(12, 12, 768, 3072, 1024, 50257);
    private static readonly ModelShape Medium = new(24, 16, 1024, 4096, 1024, 50257);
    private static readonly ModelShape Xl = new(48, 25, 1600, 6400, 1024, 50257);
    private static readonly ModelShape Bert = new(12, 12, 768, 3072, 512, 30522) { Family = TransformerFamily.Bert };

    /// <summary>The points: models and boards, one to four layers on chip, tiles of 1 to 16 tokens, narrow and wide engines, with and
    /// without prefetch.</summary>
    public static IReadOnlyList<(string Name, DesignPoint Point)> Points { get; } =
    [
        ("small, default", Point(Small, 1, 8, 8, E(16, 8), E(16, 8))),
        ("small, one token", Point(Small, 1, 8, 1, E(16, 8), E(16, 8))),
        ("small, narrow", Point(Small, 1, 4, 2, E(8, 4), E(8, 4))),
        ("small, 2 layers", Point(Small, 2, 8, 4, E(16, 8, 1), E(32, 8, 1))),
        ("small, padded", Point(Small, 1, 8, 4, E(24, 48), E(40, 48))),
        ("gpt2, default", Point(Gpt2, 1, 8, 8, E(16, 8), E(16, 8))),
        ("gpt2, one token", Point(Gpt2, 1, 8, 1, E(32, 16), E(64, 16))),
        ("gpt2, 3 layers", Point(Gpt2, 3, 8, 2, E(16, 8, 1), E(16, 8, 1))),
        ("gpt2, wide", Point(Gpt2, 1, 16, 8, E(32, 16), E(32, 16))),
        ("gpt2, 160 output lanes", Point(Gpt2, 1, 16, 2, E(16, 160), E(16, 160))),
        ("gpt2, bands of a row", Point(Gpt2, 1, 8, 6, E(16, 8), E(16, 16)) with { AttentionBandRows = 1 }),
        ("gpt2, weights of 4 bits", Point(Gpt2, 1, 8, 8, E(16, 8), E(32, 16)) with { WeightBits = 4 }),
        ("gpt2, weights of 3 bits", Point(Gpt2, 1, 8, 4, E(24, 8), E(32, 16)) with { WeightBits = 3 }),
        ("gpt2, prefetch", Point(Gpt2, 1, 8, 4, E(32, 8) with { PrefetchWords = 4096 }, E(64, 8) with { PrefetchWords = 500 })),
        ("gpt2, 32 lanes", Point(Gpt2, 1, 32, 4, E(64, 32), E(64, 32))),
        ("gpt2-medium, default", Point(Medium, 1, 8, 8, E(16, 8), E(16, 8))),
        ("gpt2-medium, 2 layers", Point(Medium, 2, 8, 4, E(32, 8, 1), E(64, 8, 2))),
        ("gpt2-medium, 16 tokens", Point(Medium, 1, 8, 16, E(16, 8), E(32, 8))),
        ("gpt2-medium, prefetch", Point(Medium, 1, 8, 8, E(16, 16) with { PrefetchWords = 2048 }, E(32, 16) with { PrefetchWords = 8192 })),
        ("gpt2-xl, default", Point(Xl, 1, 8, 8, E(16, 8), E(16, 8))),
        ("gpt2-xl, 4 layers", Point(Xl, 4, 4, 1, E(32, 4, 1), E(64, 4, 1))),
        ("bert-base, default", Point(Bert, 1, 8, 8, E(16, 8), E(16, 8))),
        ("bert-base, 4 sequences", Point(Bert, 1, 8, 14, E(16, 8), E(16, 8)) with { Sequences = 4 }),
        ("bert-base, bands of 2 rows", Point(Bert, 1, 4, 16, E(12, 8), E(16, 8)) with { AttentionBandRows = 2 }),
        ("bert-base, 13 tokens", Point(Bert, 1, 8, 13, E(24, 8), E(16, 16)) with { Sequences = 6 }),
        ("bert-base, weights of 4 bits", Point(Bert, 1, 8, 8, E(16, 8), E(32, 16) with { PrefetchWords = 2000 }) with { WeightBits = 4 }),
        ("bert-base, 2 layers, 16 lanes", Point(Bert with { ContextLength = 128 }, 2, 16, 8, E(16, 16, 1), E(32, 16, 2))),
    ];

    /// <summary>Both forms of one point.</summary>
    public static (ResourceVector Closed, ResourceVector Graph) Of(DesignPoint point)
    {
        var device = DeviceCatalogue.Find(point.Device);
        return (DesignResources.Of(point, device).Total, Vector(ResourceEstimator.Estimate(DesignOf(point, device)).Total));
    }

    /// <summary>The network that a point describes, without weights, whether or not it fits the device.</summary>
    internal static Design DesignOf(DesignPoint point, FpgaDevice device) => point.Model.IsEncoder
        ? BertTiming.DesignOf(point, device)
        : Gpt2Timing.DesignOf(point, device, Gpt2Kernels.Library);

    /// <summary>The share by which the closed form is off; 0 where both are 0.</summary>
    public static double Error(long closed, long graph) => closed == graph ? 0 : (closed - graph) / (double)Math.Max(1, graph);

    /// <summary>A table in Markdown: for each point the estimate from the graph, and by how much the closed form is off.</summary>
    public static string Table()
    {
        var text = new System.Text.StringBuilder();
        text.Append("| design point | LUT | | FF | | DSP | | BRAM18 | | URAM | |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, point) in Points)
        {
            var (closed, graph) = Of(point);
            text.Append(FormattableString.Invariant($"| {name} | {Cell(closed.Lut, graph.Lut)} | {Cell(closed.FlipFlop, graph.FlipFlop)} "))
                .Append(FormattableString.Invariant($"| {Cell(closed.Dsp, graph.Dsp)} | {Cell(closed.Bram18, graph.Bram18)} "))
                .Append(FormattableString.Invariant($"| {Cell(closed.Uram, graph.Uram)} |\n"));
        }

        return text.ToString();
    }

    private static string Cell(long closed, long graph) =>
        FormattableString.Invariant($"{graph:N0} | {100 * Error(closed, graph):+0.0;-0.0;0.0} %");

    internal static ResourceVector Vector(ResourceUse use) => new(use.Lut, use.FlipFlop, use.Dsp, use.Bram18, use.Uram);

    private static EnginePoint E(int inputs, int outputs, int channels = 3) => new(inputs, outputs, channels);

    private static DesignPoint Point(ModelShape model, int layers, int lanes, int rows, EnginePoint attention, EnginePoint mlp) => new()
    {
        Model = model,
        Device = "u280",
        ClockMegahertz = 300,
        LayersOnChip = layers,
        Lanes = lanes,
        TileRows = rows,
        AttentionInput = attention,
        AttentionOutput = attention,
        MlpInput = mlp,
        MlpOutput = mlp,
        Head = mlp,
        CacheChannels = 1,
    };
}

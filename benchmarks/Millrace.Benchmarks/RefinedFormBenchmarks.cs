using BenchmarkDotNet.Attributes;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Benchmarks;

/// <summary>The refined form on one core: one launch of a design that is there.</summary>
[MemoryDiagnoser]
public class RefinedFormBenchmarks
{
    private static readonly EnginePoint Engine = new(16, 8, 3);

    private readonly RefinedDesign _design = RefinedDesign.Of(
        new DesignPoint
        {
            Model = ModelShape.Of(ModelCatalogue.Find("gpt2-medium")),
            Device = "u280",
            ClockMegahertz = 250,
            LayersOnChip = 1,
            Lanes = 8,
            TileRows = 8,
            AttentionInput = Engine,
            AttentionOutput = Engine,
            MlpInput = Engine,
            MlpOutput = Engine,
            Head = Engine,
            CacheChannels = 1,
        },
        DeviceCatalogue.Find("u280"));

    [Benchmark(Description = "refined form: gpt2-medium on u280, prefill of 128 tokens")]
    public double Prefill() => RefinedForm.Launch(_design, 0, 128, 1).Cycles;

    [Benchmark(Description = "refined form: gpt2-medium on u280, decode of a token")]
    public double Decode() => RefinedForm.Launch(_design, 128, 1, 1).Cycles;
}

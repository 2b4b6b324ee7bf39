using BenchmarkDotNet.Attributes;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Benchmarks;

/// <summary>The closed form on one core: every equation and every constraint of one design after another.</summary>
[MemoryDiagnoser]
public class PaperFormBenchmarks
{
    private const int Designs = 1000;

    private readonly DeviceLimits _limits = DeviceLimits.DataSheet(DeviceCatalogue.Find("u280"), 4, 8, 250);

    private readonly PaperPoint _point = new()
    {
        Shape = ModelCatalogue.Find("gpt2-medium"),
        Layers = 24,
        PromptTokens = 128,
        LongestTokens = 256,
        WeightBits = 4,
        ActivationBits = 8,
        ClockMegahertz = 250,
        MacsPerCycle = PerOperator.All(1),
    };

    [Benchmark(Description = "paper form: gpt2-medium on u280, M = 1 to 1000")]
    [Counts("estimate", Designs)]
    public int Estimates()
    {
        var feasible = 0;
        for (var macs = 1; macs <= Designs; macs++)
        {
            var point = _point with { MacsPerCycle = Balance.MacsPerCycle(_point.Shape, _point.PromptTokens, macs) };
            if (PaperForm.IsFeasible(PaperForm.Evaluate(point, _limits), _limits)) feasible++;
        }

        return feasible;
    }

    [Benchmark(Description = "paper form: search of the largest M")]
    public long Search() => PaperSearch.LargestBalancedMacs(_point, _limits);
}

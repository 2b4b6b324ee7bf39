using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration.Tests;

/// <summary>One convention of exploration, estimate and comparison: of G tokens the prompt gives the first, G - 1 are decoded, and the last
/// of them attends over prompt and G - 1 tokens.</summary>
public sealed class DecodeStepsTests
{
    [Theory]
    [InlineData(32, 2)]
    [InlineData(100, 29)]
    public void All_price_the_same_steps(int prompt, int generated)
    {
        var request = Samples.Request() with { PromptTokens = prompt, GeneratedTokens = generated };
        var evaluator = new PointEvaluator(Workload.Of(request));
        var point = SmallestPoint.Of(evaluator, DesignSpace.Whole);
        var explored = evaluator.Figures(point);
        var estimate = DesignEstimate.Of(point, request.Device, prompt, generated);
        Assert.Equal(estimate.Prefill.Cycles, explored.PrefillCycles);
        Assert.Equal(estimate.Decode!.Value.Cycles, explored.DecodeCycles);

        // The only step behind a longer prompt is the last one of a shorter, at the same position.
        var (first, last) = (Step(prompt), Step(prompt + generated - 2));
        Assert.Equal(last, explored.DecodeMs!.Value);
        Assert.Equal(explored.PrefillMs + ((generated - 1) * (first + last) / 2), explored.TotalMs, 1e-9);

        var rows = Comparer.Compare(new CompareRequest
        {
            Shape = request.Shape,
            Devices = [],
            Gpus = [GpuCatalogue.Find("t4")],
            Designs = [new NamedDesign("design", point, request.Device)],
            PromptTokens = [prompt],
            GeneratedTokens = [generated - 1, generated],
        }).Rows.Where(r => r.Contender == "design").ToArray();
        Assert.Equal(explored.PrefillMs, rows[1].PrefillMs);
        Assert.Equal(last, (rows[1].TotalMs - rows[0].TotalMs)!.Value, 1e-9);

        double Step(int position) =>
            DesignEstimate.Of(point, request.Device, position, 2) is var e ? e.Milliseconds(e.Decode!.Value.Cycles) : 0;
    }

    [Fact]
    public void Of_one_token_nothing_is_decoded()
    {
        var request = Samples.Request(objective: ExplorationObjective.Prefill) with { GeneratedTokens = 1 };
        var evaluator = new PointEvaluator(Workload.Of(request));
        var point = SmallestPoint.Of(evaluator, DesignSpace.Whole);
        var explored = evaluator.Figures(point);
        Assert.Null(explored.DecodeCycles);
        Assert.Equal(explored.PrefillMs, explored.TotalMs);
        Assert.Null(DesignEstimate.Of(point, request.Device, request.PromptTokens, 1).Decode);
    }
}

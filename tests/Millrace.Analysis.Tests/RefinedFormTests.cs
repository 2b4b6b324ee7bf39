using CsCheck;
using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>
/// The refined form of whole designs: what must hold whatever the numbers, to a thousandth and a few cycles, as the form is no exact
/// recurrence.
/// </summary>
public sealed class RefinedFormTests
{
    private static readonly FpgaDevice U280 = DeviceCatalogue.Find("u280");

    private static readonly Gen<DesignPoint> Points =
        from heads in Gen.Int[1, 6]
        from size in Gen.OneOf(8, 24, 64)
        from layers in Gen.Int[1, 3]
        from rows in Gen.OneOf(1, 3, 8, 16)
        from engine in Gen.Select(Gen.OneOf(8, 16, 64), Gen.OneOf(8, 16, 32), Gen.Int[1, 4], Gen.OneOf(0, 3, 100))
        from cache in Gen.Int[1, 2]
        select Point(
            new ModelShape(layers, heads, heads * size, 4 * heads * size, 512, 300), rows,
            new EnginePoint(engine.Item1, engine.Item2, engine.Item3, engine.Item4), cache);

    [Fact]
    public void More_channels_are_never_slower() => Points.Sample(
        p => NeverSlower(p, e => e with { Channels = e.Channels + 1 }), seed: "0N0XIzNsQ0O2", iter: 2000);

    [Fact]
    public void More_prefetch_is_never_slower() => Points.Sample(
        p => NeverSlower(p, e => e with { PrefetchWords = e.PrefetchWords + 50 }), seed: "0N0XIzNsQ0O2", iter: 2000);

    [Fact]
    public void Longer_prompts_and_later_tokens_are_never_faster() => Points.Sample(
        p =>
        {
            var design = RefinedDesign.Of(p, U280);
            double[] prompts = [.. Enumerable.Range(1, 60).Select(n => RefinedForm.Launch(design, 0, n, 1).Cycles)];
            double[] decodes = [.. Enumerable.Range(0, 60).Select(n => RefinedForm.Launch(design, 8 * n, 1, 1).Cycles)];
            Assert.All(prompts.Zip(prompts.Skip(1)), c => Assert.True(c.First <= c.Second * 1.001));
            Assert.All(decodes.Zip(decodes.Skip(1)), c => Assert.True(c.First <= c.Second * 1.001));
        },
        seed: "0N0XIzNsQ0O2", iter: 200);

    [Fact]
    public void A_launch_is_no_faster_than_its_slowest_engine() => Points.Sample(
        p =>
        {
            var design = RefinedDesign.Of(p, U280);
            var tiles = 100 / p.TileRows;
            var slowest = Math.Max(design.MlpInput.ArrayCycles(p.TileRows), design.MlpInput.MemoryCycles);
            var least = (slowest * tiles * p.Model.Layers) - design.MlpInput.MemoryCycles;
            Assert.True(RefinedForm.Launch(design, 0, tiles * p.TileRows, 1).Cycles >= least);
        },
        seed: "0N0XIzNsQ0O2", iter: 500);

    [Fact]
    public void Layers_that_repeat_are_counted_as_if_each_were_gone_through()
    {
        var shorter = 0;
        Gen.Select(Points, Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 90], Gen.Int[0, 300]).Sample(
            (p, copies, rounds, tokens, position) =>
            {
                var design = RefinedDesign.Of(p with { Model = p.Model with { Layers = copies * 8 * rounds }, LayersOnChip = copies }, U280);
                var all = RefinedForm.Launch(design, position, tokens, 1, everyLayer: true);
                var few = RefinedForm.Launch(design, position, tokens, 1);
                Assert.Equal(all.Cycles, few.Cycles, 1e-9 * all.Cycles);
                shorter += all.Cycles == few.Cycles ? 0 : 1;
            },
            seed: "0N0XIzNsQ0O2", iter: 2000, threads: 1);
        Assert.True(shorter > 0, "no launch was cut short");
    }

    [Fact]
    public void A_launch_says_its_parts()
    {
        var design = RefinedDesign.Of(Usual(ModelCatalogue.Find("gpt2")), U280);
        var launch = RefinedForm.Launch(design, 0, 16, 1);
        // The first layer waits for its weights; those of the others come while they wait.
        Assert.InRange(launch.Cycles - launch.HeadCycles, 8 * launch.LayerCycles, 12 * launch.LayerCycles);
        Assert.Equal(design.Head!.Value.ArrayCycles(1), launch.HeadCycles, tolerance: 10_000);
    }

    [Fact]
    public void Two_devices_with_an_endless_link_share_a_layer()
    {
        var one = RefinedDesign.Of(Usual(ModelCatalogue.Find("gpt2")), U280);
        var linked = RefinedDesign.Of(Usual(ModelCatalogue.Find("gpt2")) with { TensorParallel = 2 }, U280);
        var two = linked with { AllReduceCyclesPerRow = 1e-9, LinkLatency = 0 };
        var (alone, shared) = (RefinedForm.Launch(one, 0, 64, 1).Cycles, RefinedForm.Launch(two, 0, 64, 1).Cycles);
        Assert.InRange(shared, alone / 2, alone * 0.55);
    }

    [Fact]
    public void The_latency_of_links_adds_up()
    {
        var design = RefinedDesign.Of(Usual(ModelCatalogue.Find("gpt2")) with { TensorParallel = 2 }, U280);
        // Two all-reduces a layer of 12, one after the other in decode.
        Assert.Equal(24 * 500, Decode(design with { LinkLatency = design.LinkLatency + 500 }) - Decode(design), 6);
        // Three boards in a row, two links, once.
        var row = RefinedDesign.Of(Usual(ModelCatalogue.Find("gpt2")) with { PipelineParallel = 3, LayersOnChip = 4 }, U280);
        Assert.Equal(2 * 500, Decode(row with { LinkLatency = row.LinkLatency + 500 }) - Decode(row), 6);
    }

    [Fact]
    public void Shared_keys_and_encoders()
    {
        var llama = RefinedDesign.Of(Usual(ModelCatalogue.Find("llama3.2-1b")), U280);
        Assert.Equal((8, 4 / 6.0), (llama.Heads, llama.QueryPart));
        var bert = RefinedDesign.Of(Usual(ModelCatalogue.Find("bert-base")), U280);
        Assert.True(bert.Bidirectional && bert.Head is null);
        var (half, whole) = (RefinedForm.Launch(bert, 0, 128, 0).Cycles, RefinedForm.Launch(bert, 0, 256, 0).Cycles);
        Assert.InRange(whole / half, 1.8, 4);
        Assert.Equal(0, RefinedForm.Launch(bert, 0, 128, 0).HeadCycles);
    }

    private static void NeverSlower(DesignPoint point, Func<EnginePoint, EnginePoint> change) =>
        Assert.All(Launches(point, All(point, change)), c => Assert.True(c.Second <= (c.First * 1.001) + 8));

    private static double Decode(RefinedDesign design) => RefinedForm.Launch(design, 100, 1, 1).Cycles;

    private static IEnumerable<(double First, double Second)> Launches(DesignPoint a, DesignPoint b)
    {
        var (x, y) = (RefinedDesign.Of(a, U280), RefinedDesign.Of(b, U280));
        foreach (var (position, tokens) in new[] { (0, 100), (0, 7), (500, 1), (3, 1) })
            yield return (RefinedForm.Launch(x, position, tokens, 1).Cycles, RefinedForm.Launch(y, position, tokens, 1).Cycles);
    }

    private static DesignPoint All(DesignPoint p, Func<EnginePoint, EnginePoint> change) => p with
    {
        AttentionInput = change(p.AttentionInput),
        AttentionOutput = change(p.AttentionOutput),
        MlpInput = change(p.MlpInput),
        MlpOutput = change(p.MlpOutput),
        Head = change(p.Head),
    };

    private static DesignPoint Usual(TransformerShape shape) => Point(ModelShape.Of(shape), 8, new EnginePoint(16, 8, 3));

    private static DesignPoint Point(ModelShape model, int rows, EnginePoint engine, int cache = 1) => new()
    {
        Model = model,
        Device = U280.Name,
        ClockMegahertz = 250,
        LayersOnChip = 1,
        Lanes = 8,
        TileRows = rows,
        AttentionInput = engine,
        AttentionOutput = engine,
        MlpInput = engine,
        MlpOutput = engine,
        Head = engine,
        CacheChannels = cache,
    };
}

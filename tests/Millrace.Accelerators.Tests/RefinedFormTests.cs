using CsCheck;
using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Accelerators.Tests;

/// <summary>The refined form is near the simulation wherever one looks.</summary>
public class RefinedFormTests
{
    private static readonly FpgaDevice Device = EqualityTests.ManyChannels with { Total = 64 * EqualityTests.ManyChannels.Total };

    private static readonly Gen<EnginePoint> Engines =
        from inputs in Gen.OneOf(16, 32, 64)
        from outputs in Gen.OneOf(16, 32, 64)
        from channels in Gen.Int[1, 4]
        from prefetch in Gen.OneOf(0, 1, 7, 50, 300, 2000)
        select new EnginePoint(inputs, outputs, channels, prefetch);

    private static readonly Gen<ValidationPoint> Points =
        from heads in Gen.Int[1, 6]
        from size in Gen.OneOf(8, 16, 40)
        from layers in Gen.OneOf(1, 2, 4)
        from copies in Gen.OneOf(1, 1, 2, 4)
        from inner in Gen.OneOf(1, 4)
        from vocabulary in Gen.OneOf(50, 1000)
        from context in Gen.OneOf(32, 64, 150)
        from lanes in Gen.OneOf(4, 8, 16)
        from rows in Gen.OneOf(1, 2, 3, 8, 16)
        from clock in Gen.OneOf(100.0, 250, 500)
        from engines in Engines.Array[5]
        from cache in Gen.Int[1, 2]
        from prompt in Gen.Int[1, context]
        from decode in Gen.Int[1, context - 1]
        select new ValidationPoint(
            "",
            new DesignPoint
            {
                Model = new ModelShape(layers, heads, heads * size, inner * heads * size, context, vocabulary),
                Device = Device.Name,
                ClockMegahertz = clock,
                LayersOnChip = Math.Min(copies, layers),
                Lanes = lanes,
                TileRows = rows,
                AttentionInput = engines[0],
                AttentionOutput = engines[1],
                MlpInput = engines[2],
                MlpOutput = engines[3],
                Head = engines[4],
                CacheChannels = cache,
            },
            Device, prompt, decode % 3 == 0 ? prompt : 1, decode);

    /// <summary>The same designs in every run: how far an approximation is off has no bound that holds for every design one can think
    /// of (docs/refined.md names the worst that was met), and a test must not fail by chance.</summary>
    [Fact]
    public void ItErrsByLessThanATenthOnRandomDesigns()
    {
        var random = new PCG(1, 2026);
        List<PredictedCycles> cycles = [];
        for (var i = 0; i < 60; i++)
        {
            var point = Points.Generate(random, null, out _);
            var result = Validation.Of(point with { Device = Device with { Memories = [Roomy] } });
            cycles.AddRange([result.Prefill, result.Decode]);
        }

        var summary = ErrorSummary.Of(cycles);
        Assert.InRange(summary.WorstPercent, 0, 10);
        Assert.InRange(summary.MeanPercent, 0, 1);
    }

    /// <summary>Encoders, whose attention waits for all keys, with one sequence and several in flight, engines in balance and not.</summary>
    [Theory]
    [InlineData(1, 128, 16, 16, 8, 32, 8)]
    [InlineData(2, 128, 16, 16, 8, 16, 8)]
    [InlineData(4, 100, 7, 7, 8, 32, 16)]
    [InlineData(3, 31, 4, 4, 16, 16, 16)]
    [InlineData(1, 128, 16, 4, 8, 32, 8)]
    [InlineData(2, 100, 8, 1, 8, 32, 8)]
    [InlineData(4, 128, 16, 2, 8, 16, 8)]
    [InlineData(3, 31, 4, 2, 16, 16, 16)]
    [InlineData(8, 32, 16, 2, 8, 32, 8)]
    public void OfAnEncoderWithSequencesInFlightItIsNear(
        int sequences, int tokens, int tileRows, int bandRows, int lanes, int inputLanes, int outputLanes)
    {
        var engine = new EnginePoint(inputLanes, outputLanes, 3);
        var model = new ModelShape(6, 4, 256, 1024, 128, 1000) { Family = TransformerFamily.Bert };
        var point = Point(model, (sequences % 2) + 1, lanes, tileRows, bandRows, engine) with
        {
            Sequences = sequences,
            AttentionOutput = engine with { InputLanes = 16 },
        };
        var roomy = Device with { Total = 4 * Device.Total, Memories = [Roomy] };
        var simulated = BertTiming.Build(point, roomy).Time(sequences, tokens).Cycles;
        var predicted = RefinedForm.Launch(RefinedDesign.Of(point, roomy), 0, tokens, 1).Cycles;
        Assert.InRange(predicted / simulated, 0.995, 1.005);
    }

    /// <summary>A decoder whose attention takes a tile in bands: short prompts and long ones, behind others, and a token.</summary>
    [Theory]
    [InlineData(1, 12, 4)]
    [InlineData(1, 12, 1)]
    [InlineData(2, 8, 2)]
    public void InBandsItIsNear(int copies, int tileRows, int bandRows)
    {
        var model = new ModelShape(4, 4, 256, 1024, 512, 1000);
        var point = Point(model, copies, 8, tileRows, bandRows, new EnginePoint(16, 8, 3, 512));
        var timing = Gpt2Timing.Build(point, Device);
        var design = RefinedDesign.Of(point, Device);
        foreach (var (start, tokens) in new[] { (0, 128), (0, 500), (100, 50), (300, 1) })
        {
            var simulated = timing.Time(start, tokens, 1).Cycles;
            Assert.InRange(RefinedForm.Launch(design, start, tokens, 1).Cycles / simulated, 0.97, 1.03);
        }
    }

    [Fact]
    public void ErrorsAreOfTheSimulatedCycles()
    {
        Assert.Equal(-10, new PredictedCycles(200, 180).ErrorPercent, 9);
        Assert.Equal(new ErrorSummary(7.5, 10), ErrorSummary.Of([new(200, 180), new(100, 105)]));
    }

    private static DesignPoint Point(ModelShape model, int copies, int lanes, int tileRows, int bandRows, EnginePoint engine) => new()
    {
        Model = model,
        Device = Device.Name,
        ClockMegahertz = 250,
        LayersOnChip = copies,
        Lanes = lanes,
        TileRows = tileRows,
        AttentionBandRows = bandRows,
        AttentionInput = engine,
        AttentionOutput = engine,
        MlpInput = engine,
        MlpOutput = engine,
        Head = engine,
        CacheChannels = 1,
    };

    private static DeviceMemory Roomy => Device.OffChip with { Channels = 256, UsableChannels = 256 };
}

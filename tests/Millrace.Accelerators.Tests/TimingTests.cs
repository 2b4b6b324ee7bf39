using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Quantization;
using Millrace.Models.Tests;

namespace Millrace.Accelerators.Tests;

/// <summary>How long launches take.</summary>
public class TimingTests
{
    private static readonly FpgaDevice Device = EqualityTests.ManyChannels;
    private static readonly Gpt2Config Config = EqualityTests.Config(4, 2, 64, 96, 64);

    [Fact]
    public void ALaunchTakesWhatItsTimingSays()
    {
        var accelerator = Build(p => p);
        var session = accelerator.StartAccelerator();
        session.ForwardLast([1, 2, 3, 4, 5]);
        session.ForwardLast([6]);
        Assert.Equal([("prefill", 5), ("decode", 1)], session.Launches.Select(l => (l.Phase, l.Tokens)));
        Assert.Equal(accelerator.Time(0, 5, 1).Cycles, session.Launches[0].Cycles);
        Assert.Equal(accelerator.Time(5, 1, 1).Cycles, session.Launches[1].Cycles);
    }

    [Fact]
    public void TheArraysAreAtWorkForExactlyTheirShareOfTheWeights()
    {
        var report = Build(p => p).Time(0, 20, 20);
        var expected = new Dictionary<string, long>
        {
            ["layer_0.attention_input"] = 4 * 3 * (192 / 8) * (64 / 16),
            ["layer_0.attention_output"] = 4 * 3 * (64 / 8) * (64 / 16),
            ["layer_0.mlp_input"] = 4 * 3 * (256 / 8) * (64 / 16),
            ["layer_0.mlp_output"] = 4 * 3 * (64 / 8) * (256 / 16),
            ["head"] = 3 * (96 / 8) * (64 / 16),
            ["layer_0.attention.scores"] = 4 * 2 * (8 + 16 + 20),
        };
        foreach (var (engine, cycles) in expected)
            Assert.Equal(cycles, report.Engines.Single(e => e.Name == engine).BusyCycles);
    }

    [Fact]
    public void LongContextsCostMoreAndNothingDeadlocks()
    {
        var accelerator = Build(p => p);
        var decode = Enumerable.Range(1, 63).Select(position => accelerator.Time(position, 1, 1).Cycles).ToList();
        Assert.True(decode[^1] > decode[0]);
        for (var rows = 1; rows <= 64; rows += 9)
            Assert.True(accelerator.Time(0, rows, rows).Cycles > 0);
    }

    [Fact]
    public void LayersOnChipOverlapInPrefill()
    {
        var (one, two) = (Build(p => p with { LayersOnChip = 1 }), Build(p => p with { LayersOnChip = 2 }));
        Assert.True(two.Time(0, 64, 1).Cycles < one.Time(0, 64, 1).Cycles * 0.9);
    }

    [Fact]
    public void ASlowerMemoryMakesALongerDecode()
    {
        var fast = Build(p => p).Time(8, 1, 1).Cycles;
        var slow = Build(p => p with { AttentionInput = p.AttentionInput with { Channels = 1 }, MlpInput = p.MlpInput with { Channels = 1 }, MlpOutput = p.MlpOutput with { Channels = 1 } }).Time(8, 1, 1).Cycles;
        Assert.True(slow > fast * 1.5);
    }

    [Fact]
    public void PrefetchedWeightsLetEnginesBeWiderThanTheirChannels()
    {
        var slow = Device with { Memories = [Device.OffChip with { NominalBytesPerSecondPerChannel = 1_000_000_000 }] };
        Assert.InRange(Decode(256), 0, Decode(0) * 3 / 4);

        long Decode(int prefetch)
        {
            var engine = new EnginePoint(16, 8, 1, prefetch);
            var point = DesignPoint.For(Config, Device) with { TileRows = 2, AttentionInput = engine, AttentionOutput = engine, MlpInput = engine, MlpOutput = engine };
            return Gpt2Timing.Build(point, slow).Time(8, 1, 1).Cycles;
        }
    }

    [Fact]
    public void CyclesDoNotDependOnWeights()
    {
        var accelerator = Build(p => p);
        var timing = Gpt2Timing.Build(accelerator.Point, Device);
        foreach (var (position, tokens, logits) in new[] { (0, 20, 1), (20, 1, 1), (3, 11, 11) })
            Assert.Equal(accelerator.Time(position, tokens, logits).Cycles, timing.Time(position, tokens, logits).Cycles);
    }

    /// <summary>Weight readers apart: with deeper channels they would fetch further ahead while their engine waits, at the price of memory.</summary>
    [Fact]
    public void TheDefaultDepthsLoseLittle()
    {
        var accelerator = Build(p => p);
        var unlimited = accelerator.Design.Channels.Where(c => c.Role == ChannelRole.Data && !c.Name.EndsWith("weight_reader.weights", StringComparison.Ordinal))
            .ToDictionary(c => c.Name, c => Math.Max(c.Depth, 4096));
        var launch = new Dictionary<string, long> { ["rows"] = 48, ["start"] = 0, ["logits"] = 1 };
        var best = new TimingSimulation(accelerator.Design.WithDepths(unlimited)).Run(launch).Cycles;
        Assert.InRange(accelerator.Time(0, 48, 1).Cycles, best, best * 1.02);
    }

    private static Gpt2Accelerator Build(Func<DesignPoint, DesignPoint> change)
    {
        using var files = new TinyCheckpoint(Config);
        return Gpt2Accelerator.Build(Quantizer.Quantize(files.Load()), change(DesignPoint.For(Config, Device)), Device);
    }
}

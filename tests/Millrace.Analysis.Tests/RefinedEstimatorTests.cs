using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>Estimates by the refined form of designs given by multipliers.</summary>
public class RefinedEstimatorTests
{
    private static readonly PaperRequest Medium = new()
    {
        Shape = ModelCatalogue.Find("gpt2-medium"),
        Device = DeviceCatalogue.Find("u280"),
        ClockMegahertz = 250,
    };

    [Fact]
    public void ATokenTakesAtLeastItsWeightsOverTheBandwidth()
    {
        var floor = (302e6 + (50257 * 1024.0)) / Medium.Device.OffChip.AttainableBytesPerSecond * 1e3;
        foreach (var reuse in new[] { 1, 2, 8 })
            Assert.True(RefinedEstimator.Estimate(Medium with { WeightReuse = PerOperator.All(reuse) }).Decode!.Milliseconds > floor);
    }

    [Fact]
    public void TheReuseOfTheShortestTotalIsTaken()
    {
        var best = RefinedEstimator.Estimate(Medium);
        foreach (var reuse in new[] { 1, 2, 4, 8, 16, 32, 64 })
            Assert.True(RefinedEstimator.Estimate(Medium with { WeightReuse = PerOperator.All(reuse) }).TotalMilliseconds >= best.TotalMilliseconds);
        Assert.True(best.Feasible);
    }

    [Fact]
    public void TheTotalIsThePromptAndTheOtherTokens()
    {
        var e = RefinedEstimator.Estimate(Medium with { GeneratedTokens = 2 });
        Assert.Equal(e.Prefill.Milliseconds + Decode(128), e.TotalMilliseconds, 1e-9 * e.TotalMilliseconds);
        Assert.Equal(e.Prefill.Milliseconds, RefinedEstimator.Estimate(Medium with { GeneratedTokens = 1, WeightReuse = e.Point.WeightReuse }).TotalMilliseconds);

        double Decode(int position) => 1e3 * RefinedForm.Launch(e.Design, position, 1, 1).Cycles / e.Point.ClockHertz;
    }

    [Fact]
    public void TheLastStepAttendsOverPromptAndAllTokensBeforeTheLast()
    {
        var e = RefinedEstimator.Estimate(Medium with { PromptTokens = 100, GeneratedTokens = 29 });
        Assert.Equal(RefinedForm.Launch(e.Design, 127, 1, 1).Cycles, e.Decode!.Cycles);
        Assert.Equal(1024.0 * 128 * e.Design.TileRows / e.Point.MacsPerCycle.A1, e.Decode.OperatorCycles.A1, 1e-6);
        Assert.Null(RefinedEstimator.Estimate(Medium with { GeneratedTokens = 1 }).Decode);

        // As compare has it, token by token.
        var compared = Comparer.Compare(new CompareRequest
        {
            Shape = Medium.Shape,
            Devices = [Medium.Device],
            Gpus = [GpuCatalogue.Find("t4")],
            PromptTokens = [100],
            GeneratedTokens = [28, 29],
            ClockMegahertz = 250,
        });
        var rows = compared.Rows.Where(r => r.Contender == "u280 best case").ToArray();
        Assert.Equal(e.Decode.Milliseconds, (rows[1].TotalMs - rows[0].TotalMs)!.Value, 1e-9);
        Assert.Equal((0, 1, 28), (DecodeSteps.Count(0), DecodeSteps.Count(2), DecodeSteps.Count(29)));
    }

    [Fact]
    public void TheRefinedFormIsNeverFasterThanTheClosedFormOnTheSameEngines()
    {
        foreach (var macs in new[] { 64L, 256, 1024 })
        {
            var request = Medium with { BalancedMacsPerCycle = macs, WeightReuse = PerOperator.All(1) };
            var (refined, paper) = (RefinedEstimator.Estimate(request), PaperEstimator.Estimate(request));
            Assert.True(refined.Decode!.Cycles >= paper.Figures.LayerDecodeCycles * 24 / 2, $"M = {macs}");
        }
    }

    [Fact]
    public void SlowMemoryBindsAndFastMemoryDoesNot()
    {
        var many = Medium with { Shape = ModelCatalogue.Find("llama3.2-1b"), GeneratedTokens = 16 };
        var ddr = RefinedEstimator.Estimate(many with { Device = DeviceCatalogue.Find("u250") });
        var hbm = RefinedEstimator.Estimate(many);
        Assert.Equal("bandwidth", ddr.Decode!.Bound);
        Assert.True(ddr.Decode.Milliseconds > 3 * hbm.Decode!.Milliseconds);
    }

    [Fact]
    public void BoardsThatShareLayersAreFasterButTalk()
    {
        var one = RefinedEstimator.Estimate(Medium);
        var two = RefinedEstimator.Estimate(Medium with { Parallelism = new Parallelism(2, 1), LinkGigabitsPerSecond = 100 });
        var slow = RefinedEstimator.Estimate(Medium with { Parallelism = new Parallelism(2, 1), LinkGigabitsPerSecond = 0.1 });
        Assert.True(two.Prefill.Milliseconds < one.Prefill.Milliseconds);
        Assert.True(slow.Prefill.Milliseconds > 2 * one.Prefill.Milliseconds);
        Assert.Equal(2, two.Devices);
        Assert.True(two.Prefill.JoulesPerToken > 0);
    }

    [Fact]
    public void AnEncoderHasNoDecodeAndNoHead()
    {
        var e = RefinedEstimator.Estimate(Medium with { Shape = ModelCatalogue.Find("bert-base") });
        Assert.Null(e.Decode);
        Assert.Null(e.Design.Head);
        Assert.True(e.Design.Bidirectional);
        Assert.Equal(e.Prefill.Milliseconds, e.TotalMilliseconds);
    }

    [Fact]
    public void OffChipMemoryHoldsHeadAndCachesToo()
    {
        var e = RefinedEstimator.Estimate(Medium with { GeneratedTokens = 72 });
        var dram = e.Constraints.Single(c => c.Name == "dram");
        Assert.Equal((24 * 12.0 * 1024 * 1024) + (50257 * 1024) + (24 * 2 * 200 * 1024), dram.Used);
        var small = RefinedEstimator.Estimate(Medium with
        {
            Shape = ModelCatalogue.Find("gemma3-1b"),
            Device = DeviceCatalogue.Find("pynq-z2"),
            WeightBits = 6,
            ClockMegahertz = 100,
        });
        Assert.False(small.Feasible);
        Assert.Equal("dram", small.Binding);
    }

    [Fact]
    public void WeightsThatWaitTakeOnChipMemory()
    {
        // Two words of 8 bits for each multiplier, links and bypass of a prompt of 128; then half of the memory for weights that wait.
        var e = RefinedEstimator.Estimate(Medium);
        var sram = e.Constraints.Single(c => c.Name == "sram");
        var others = (2 * e.Point.MacsPerCycle.Sum) + (16 * 512) + (128 * 1024);
        Assert.Equal(others + (e.Limits.OnChipBits / 16), sram.Used, 1);

        // Where they leave less, less waits; nothing is counted twice.
        var tight = RefinedEstimator.Estimate(Medium with { LinkDepth = 1_500_000, BalancedMacsPerCycle = 8 });
        var all = tight.Constraints.Single(c => c.Name == "sram");
        Assert.Equal(all.Limit, all.Used, 1e-3);
        Assert.True(all.Satisfied);
    }

    [Fact]
    public void CachesOfADecoderTakeNoBlocksAndThoseOfAnEncoderDo()
    {
        var small = Medium with { Device = DeviceCatalogue.Find("kv260"), Shape = ModelCatalogue.Find("gpt2") };
        Assert.True(RefinedEstimator.Estimate(small).Feasible);
        double Ports(string model) => RefinedEstimator.Estimate(Medium with
        {
            Shape = ModelCatalogue.Find(model),
            MacsPerCycle = PerOperator.All(64),
            WeightReuse = PerOperator.All(1),
            PackedWeights = 8,
        }).Constraints.Single(c => c.Name == "ports").Used;
        Assert.Equal(6 * 2 * 8, Ports("gpt2"));
        Assert.Equal((6 * 2 * 8) + (4 * 64), Ports("bert-base"));
    }

    [Fact]
    public void HardBlocksDrawPower()
    {
        var e = RefinedEstimator.Estimate(Medium with { Shape = ModelCatalogue.Find("bert-base"), Device = DeviceCatalogue.Find("stratix10-nx") });
        var slices = Math.Floor(e.Figures.MacsPerCycle / 2);
        Assert.Equal(slices * 250 * 5e-6, e.Prefill.Watts.Dsp, 1e-6);
    }

    [Fact]
    public void LimitsAreWhatCanBeRoutedAndReached()
    {
        var (sheet, routable) = (DeviceLimits.DataSheet(Medium.Device, 8, 8, 250), DeviceLimits.Routable(Medium.Device, 8, 8, 250));
        Assert.Equal(2 * 9024, sheet.MacsPerCycle);
        Assert.Equal(2 * (2188 + 2304 + 2304), routable.MacsPerCycle, 1e-6); // 80 % of each region, which is less than of the board
        Assert.Equal((32, 28), (sheet.Channels, routable.Channels));
        Assert.Equal(8 * 28 * 13.225e9, routable.OffChipBitsPerSecond, 1e3);
        Assert.Equal(1417, routable.Blocks.Count); // 80 % of 2,016, less 195.5 of the shell
        Assert.Equal(0.8 * ((2016 * 36864.0) + (960 * 294912.0)) - (391 * 18432.0), routable.OnChipBits, 1);
    }
}

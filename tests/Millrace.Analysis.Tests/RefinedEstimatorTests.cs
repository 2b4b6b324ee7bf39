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

        // The second token lies between the decode at position 128 and at 129.
        double Decode(int position) =>
            (Of(position) + Of(position + 1)) / 2;
        double Of(int position) => 1e3 * RefinedForm.Launch(e.Design, position, 1, 1).Cycles / e.Point.ClockHertz;
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
    public void LimitsAreWhatCanBeRoutedAndReached()
    {
        var (sheet, routable) = (DeviceLimits.DataSheet(Medium.Device, 8, 8, 250), DeviceLimits.Routable(Medium.Device, 8, 8, 250));
        Assert.Equal(2 * 9024, sheet.MacsPerCycle);
        Assert.Equal(2 * 7215, routable.MacsPerCycle, 1e-6); // 80 % of 9,024, less 4 of the shell
        Assert.Equal((32, 28), (sheet.Channels, routable.Channels));
        Assert.Equal(8 * 28 * 13.225e9, routable.OffChipBitsPerSecond, 1e3);
        Assert.Equal(1417, routable.Blocks.Count); // 80 % of 2,016, less 195.5 of the shell
        Assert.Equal(0.8 * ((2016 * 36864.0) + (960 * 294912.0)) - (391 * 18432.0), routable.OnChipBits, 1);
    }
}

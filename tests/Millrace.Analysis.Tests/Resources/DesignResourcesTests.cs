using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>The closed form of resources by hand, and what is compared with it.</summary>
public class DesignResourcesTests
{
    private static readonly FpgaDevice U280 = DeviceCatalogue.Find("u280");
    private static readonly EnginePoint Engine = new(16, 8, 3);

    /// <summary>GPT-2 of 124 million parameters.</summary>
    private static readonly DesignPoint Point = new()
    {
        Model = new(12, 12, 768, 3072, 1024, 50257),
        Device = "u280",
        ClockMegahertz = 300,
        LayersOnChip = 1,
        Lanes = 8,
        TileRows = 8,
        AttentionInput = Engine,
        AttentionOutput = Engine,
        MlpInput = Engine,
        MlpOutput = Engine,
        Head = Engine,
        CacheChannels = 1,
    };

    [Fact]
    public void AnEngineTakesASliceForTwoProducts() =>
        Assert.Equal((8 * 16 * 8 / 2) + (8 * 2), Use(Point, "mlp_input").Dsp); // Requantization: 33 by 18 bits in 8 lanes.

    [Fact]
    public void AttentionTakesASliceForTwoScoresAndOneForEachMixedValue() => Assert.Equal(
        ((8 * 64 / 2) + (8 * 3), (8 * 64) + (8 * 2)), // A row of softmax: distance, chord, quotient; requantization of 8 lanes.
        (Use(Point, "attention_scores").Dsp, Use(Point, "attention_values").Dsp));

    [Theory]
    [InlineData(20, 0, 0)] // 64 words: LUT RAM.
    [InlineData(468, 29, 0)] // 512 words of 1,024 bits by 36.
    [InlineData(4096, 15, 2 * 15)] // 4,140 words: 15 across, 2 deep; 66 words of 512 bits of scales.
    public void PrefetchedWeightsTakeMemory(int words, long bram, long uram)
    {
        var without = Use(Point, "mlp_output");
        var with = Use(Point with { MlpOutput = Engine with { PrefetchWords = words } }, "mlp_output");
        Assert.Equal(bram, with.Bram18 - without.Bram18);
        Assert.Equal(uram, with.Uram - without.Uram);
    }

    [Fact]
    public void WhatIsRememberedIsWhatIsCounted()
    {
        var (memo, random) = (new ResourceMemo(U280), new Random(1));
        for (var i = 0; i < 500; i++)
        {
            var point = Point with
            {
                LayersOnChip = 2,
                AttentionInput = Any(),
                AttentionOutput = Any(),
                MlpInput = Any(),
                MlpOutput = Any(),
                Head = Any(),
            };
            var counted = DesignResources.Of(point, U280);
            Assert.Equal(counted.Total, memo.Total(point));
            Assert.Equal(
                DesignResources.Operators.Select((_, o) => counted[o]), DesignResources.Operators.Select((_, o) => memo.Of(point)[o]));
        }

        EnginePoint Any() => new(8 * random.Next(1, 3), 8 << random.Next(3), 1, 1000 * random.Next(3));
    }

    [Fact]
    public void LayersOnChipAreCopies()
    {
        var (one, three) = (DesignResources.Of(Point, U280), DesignResources.Of(Point with { LayersOnChip = 3 }, U280));
        var layer = Enumerable.Range(0, 9).Aggregate(default(ResourceVector), (sum, i) => sum + one[i]);
        Assert.Equal(one.Total + (2 * layer), three.Total);
        Assert.Equal(one.Total, layer + one[9] + one[10]);
        Assert.Equal((3, 1), (three.Copies(0), three.Copies(9)));
        var channels = Enumerable.Range(0, 11).Sum(i => (long)three.Copies(i) * three.Channels(i));
        Assert.Equal((Point with { LayersOnChip = 3 }).Channels, channels);
    }

    [Fact]
    public void ADeviceWithoutUltraRamKeepsAllInBlockRam()
    {
        var without = U280 with { Total = U280.Total with { Uram = 0 } };
        Assert.Equal(75 + 18 + 5, DesignResources.Of(Point, U280).Total.Uram);
        Assert.Equal(0, DesignResources.Of(Point, without).Total.Uram);
        // Rows that pass again, 98,306 words of 192 bits: 11 of 18 bits across, 97 of 1,024 words deep.
        Assert.Equal(11 * 97, Use(Point, "other", without).Bram18);
        Assert.Equal(["DSP", "LUT", "FF", "BRAM18"], DesignResources.Of(Point, without).Constraints(without).Select(c => c.Name));
    }

    /// <summary>98,306 words of 192 bits and all else, as BRAM18, against 80 % of the M20K blocks.</summary>
    [Fact]
    public void MemoryBlocksOfAnotherKindStandForBlockRam()
    {
        var agilex = DeviceCatalogue.Find("agilex7-agm039");
        var resources = DesignResources.Of(Point, agilex);
        var m20k = resources.Constraints(agilex).Single(c => c.Name == "M20K");
        Assert.Equal((resources.Total.Bram18, Math.Floor(0.8 * 18960)), ((long)m20k.Used, m20k.Limit));
        Assert.True(m20k.Used > 11 * 97);
    }

    [Fact]
    public void NarrowWeightsTakeNarrowMemories()
    {
        var (eight, four) = (Use(Point, "mlp_input"), Use(Point with { WeightBits = 4 }, "mlp_input"));
        Assert.Equal(eight.Dsp, four.Dsp);
        Assert.True(four.FlipFlop < eight.FlipFlop);
        var sixteen = Use(Point with { WeightBits = 16 }, "mlp_input");
        Assert.Equal((8 * 16 * 8) + 16, sixteen.Dsp);
    }

    [Fact]
    public void ConstraintsCompareWithWhatCanBeRouted()
    {
        var resources = DesignResources.Of(Point, U280);
        var constraints = resources.Constraints(U280);
        Assert.Equal(["DSP", "LUT", "FF", "BRAM18", "URAM"], constraints.Select(c => c.Name));
        Assert.All(constraints, c => Assert.True(c.Satisfied));
        Assert.Equal((3585.0, 7215.0), (constraints[0].Used, constraints[0].Limit));
        var over = DesignResources.Of(Point with { TileRows = 32 }, U280).Constraints(U280)[0];
        Assert.False(over.Satisfied);
    }

    [Fact]
    public void RegionsHoldTheOperatorsThatAreInThem()
    {
        var resources = DesignResources.Of(Point with { LayersOnChip = 2 }, U280);
        var regions = DesignResources.Operators.ToDictionary(o => o, _ => "SLR1");
        regions["layer_1.attention_scores"] = "SLR2";
        regions["head"] = "SLR0";
        var placement = new DesignPlacement(regions, new Dictionary<string, ChannelRange>());
        var uses = resources.RegionUses(U280, placement);
        Assert.Equal(resources.Total, uses[0] + uses[1] + uses[2]);
        Assert.Equal(resources[1], uses[2]);
        Assert.Equal(resources[9], uses[0]);
        var constraints = resources.RegionConstraints(U280, placement);
        Assert.Equal(15, constraints.Count);
        var dsp = constraints.Single(c => c.Name == "SLR2 DSP");
        Assert.Equal((280.0, 2304.0), (dsp.Used, dsp.Limit)); // 80 % of 2,880.
    }

    [Fact]
    public void EveryOperatorNeedsARegion()
    {
        var regions = DesignResources.Operators.Where(o => o != "norms").ToDictionary(o => o, _ => "SLR0");
        var placement = new DesignPlacement(regions, new Dictionary<string, ChannelRange>());
        Assert.Equal(
            "operator 'norms' has no region; each of attention_input, attention_scores, attention_values, attention_output, norms, "
            + "activation, mlp_input, mlp_output, residual, head, other needs one.",
            Assert.Throws<AnalysisException>(() => DesignResources.Of(Point, U280).RegionUses(U280, placement)).Message);
    }

    [Fact]
    public void WhatExceedsACeilingIsRefused()
    {
        // 17 x 15 and 3 x 16 x 15 for weights, 15 for those that are not many, 3 x 8 for scales, 98 without.
        Assert.Equal(
            "design point: 'mlp_output' is 16 x 8 lanes with 65536 prefetch_words for 8 tile_rows; the design takes 1112 URAM "
            + "and u280 has 768 that can be routed; most of them, 255, are for mlp_output.",
            Refusal(Point with
            {
                MlpOutput = Engine with { PrefetchWords = 65536 },
                MlpInput = Engine with { PrefetchWords = 65000 },
                Head = Engine with { PrefetchWords = 65000 },
                AttentionInput = Engine with { PrefetchWords = 65000 },
                AttentionOutput = Engine with { PrefetchWords = 1000 },
            }));
        Assert.StartsWith("design point: 'tile_rows' is 64; the design takes ", Refusal(Point with
        {
            TileRows = 64,
            AttentionInput = new(8, 8, 1),
            AttentionOutput = new(8, 8, 1),
            MlpInput = new(8, 8, 1),
            MlpOutput = new(8, 8, 1),
            Head = new(8, 8, 1),
        }));

        static string Refusal(DesignPoint point) => Assert.Throws<DesignPointException>(() => point.Validate(U280)).Message;
    }

    private static ResourceVector Use(DesignPoint point, string name, FpgaDevice? device = null)
    {
        var resources = DesignResources.Of(point, device ?? U280);
        return resources[DesignResources.Operators.ToList().IndexOf(name)];
    }
}

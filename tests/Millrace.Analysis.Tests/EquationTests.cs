using CsCheck;
using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>Each equation of the closed form against numbers worked out by hand; GPT-2 Medium (d 1024, d_FFN 4096) on a U280.</summary>
public sealed class EquationTests
{
    private static readonly TransformerShape Medium = ModelCatalogue.Find("gpt2-medium");
    private static readonly FpgaDevice U280 = DeviceCatalogue.Find("u280");
    private static readonly BlockMemoryKind Bram36 = KindCatalogue.FindBlockMemory("BRAM36")!;
    private static readonly DeviceLimits Limits = DeviceLimits.DataSheet(U280, 8, 8, 250);

    // The arrays of the paper's accelerator: 8 x 16 for the linear operators, 8 x 8 for attention.
    private static readonly PaperPoint Point = new()
    {
        Shape = Medium,
        Layers = 24,
        PromptTokens = 128,
        LongestTokens = 255,
        WeightBits = 8,
        ActivationBits = 8,
        ClockMegahertz = 250,
        MacsPerCycle = new PerOperator(128, 128, 128, 64, 64, 128, 128, 128),
    };

    [Fact]
    public void Demand_table_prefill() => Assert.Equal(
        new PerOperator(134_217_728, 134_217_728, 134_217_728, 16_777_216, 16_777_216, 134_217_728, 536_870_912, 536_870_912),
        Demand.PrefillMacs(Medium, 128));

    [Fact]
    public void Demand_table_decode() => Assert.Equal(
        new PerOperator(1_048_576, 1_048_576, 1_048_576, 262_144, 262_144, 1_048_576, 4_194_304, 4_194_304), Demand.DecodeMacs(Medium, 255));

    [Fact]
    public void Demand_of_shared_heads_and_gates()
    {
        // Llama 3.1 8B: d 4096, 32 heads of 128, 8 of keys and values, d_FFN 14336, a gate.
        Assert.Equal(
            new PerOperator(16_777_216, 4_194_304, 4_194_304, 40_960, 40_960, 16_777_216, 117_440_512, 58_720_256),
            Demand.DecodeMacs(ModelCatalogue.Find("llama3.1-8b"), 9));
        // Gemma 3 1B: queries are 4 x 256 wide, d is 1152.
        var gemma = Demand.PrefillMacs(ModelCatalogue.Find("gemma3-1b"), 2);
        Assert.Equal((2.0 * 1152 * 1024, 2.0 * 1152 * 256, 4.0 * 1024, 2.0 * 1024 * 1152), (gemma.Q, gemma.K, gemma.A1, gemma.P));
    }

    [Fact]
    public void Equation_2_compute()
    {
        Assert.Equal(896, ComputeDemand.MacsPerCycle(Point)); // 6 x 128 + 2 x 64
        Assert.Equal(2688, ComputeDemand.MacsPerCycle(Point with { LayersOnChip = 3 }));
        Assert.Equal(18_048, Limits.MacsPerCycle); // 9,024 slices, two products each
    }

    [Fact]
    public void Equation_3_capacity()
    {
        Assert.Equal(12_582_912 * 8.0, Capacity.LayerWeightBits(Point)); // (4 d^2 + 2 d d_FFN) b_W
        Assert.Equal(3 * 12_582_912 * 4.0, Capacity.OffChipBits(Point with { LayersOnChip = 3, WeightBits = 4 }));
        Assert.Equal(24 * 12_582_912 * 8.0, Capacity.ModelWeightBits(Point));
        Assert.Equal(896 * 8, Capacity.TileBits(Point));
        Assert.Equal(4 * 255 * 1024 * 8, Capacity.CacheBits(Point));
        Assert.Equal(((16 * 512) + (128 * 1024)) * 8, Capacity.LinkBits(Point));
        Assert.Equal(2 * ((2 * 7168) + 8_355_840 + 1_114_112), Capacity.OnChipBits(Point with { LayersOnChip = 2 }));
        Assert.Equal((2 * 7168) + 8_355_840 + 1_114_112 + (12_582_912 * 8), Capacity.OnChipBits(Point with { WeightsOnChip = true }));
        Assert.Equal(0, Capacity.OffChipBits(Point with { WeightsOnChip = true }));
    }

    [Fact]
    public void Equation_3_counts_the_real_matrices()
    {
        // 2 x 4096^2 + 2 x 4096 x 1024 + 3 x 4096 x 14336, and narrower keys and values.
        var llama = Point with { Shape = ModelCatalogue.Find("llama3.1-8b"), WeightBits = 4 };
        Assert.Equal(218_103_808 * 4.0, Capacity.LayerWeightBits(llama));
        Assert.Equal(4.0 * 255 * 1024 * 8, Capacity.CacheBits(llama));
    }

    [Theory]
    [InlineData(1, 4, 16, 128)] // 2^20 x 4 bits: 16 banks of 36,864 bits, each 7.1 deep
    [InlineData(2, 4, 16, 128)] // words of 8 bits take ports of 9: 8 banks, each 16 deep
    [InlineData(9, 4, 18, 114)] // 36 bits, no loss: 2 banks, each 56.9 deep
    [InlineData(18, 4, 18, 114)] // 72 bits: 1 bank
    [InlineData(1, 5, 16, 256)] // 5 bits take ports of 9
    public void Equation_4_stored_weights(int packed, int bits, double rate, double blocks) =>
        Assert.Equal(blocks, Ports.StoredBlocks(1 << 20, rate, packed, bits, Bram36));

    [Theory]
    [InlineData(1, 8, 128)]
    [InlineData(2, 4, 64)]
    [InlineData(9, 4, 15)]
    [InlineData(18, 4, 8)]
    [InlineData(18, 8, 16)] // 144 bits: two blocks side by side
    public void Equation_5_streamed_weights(int packed, int bits, double blocks) =>
        Assert.Equal(blocks, Ports.StreamedBlocks(128, packed, bits, Bram36));

    [Fact]
    public void Equation_6_blocks()
    {
        // Weights 6 x 2 x 128; keys and values 255 x 1024 in ports of 9 bits over 64 banks, one block each, doubled.
        Assert.Equal(1536 + 256, Ports.Blocks(Point, Bram36));
        Assert.Equal(2 * 1792, Ports.Blocks(Point with { LayersOnChip = 2 }, Bram36));
        Assert.Equal(1536 + 512, Ports.Blocks(Point with { LongestTokens = 257 }, Bram36)); // the banks grow two deep
        // Weights that stay: 4 x 128 banks two deep, 2 x 128 banks eight deep.
        Assert.Equal(1024 + 2048 + 256, Ports.Blocks(Point with { WeightsOnChip = true }, Bram36));
        Assert.Equal((1536 / 2) + 256, Ports.Blocks(Point with { WeightReuse = PerOperator.All(2) with { A1 = 1, A2 = 1 } }, Bram36));
    }

    [Fact]
    public void Equation_7_bandwidth()
    {
        Assert.Equal(8 * 128 * 250e6, Bandwidth.BitsPerSecond(128, 1, 8, 250e6));
        Assert.Equal(8 * 192e9, Bandwidth.LayerBitsPerSecond(Point)); // 6 x 128 bytes each cycle of 250 MHz
        Assert.Equal(8 * 48e9, Bandwidth.LayerBitsPerSecond(Point with { WeightReuse = PerOperator.All(4) }));
        Assert.Equal(6 * 3, Bandwidth.Channels(Point, 8 * 460e9, 32)); // 32 GB/s each, 2.2 channels of 14.375
        Assert.Equal(192 / 25.6, Bandwidth.Channels(Point, 8 * 102.4e9, 4), 9); // fewer channels than operators: shared
        Assert.Equal(0, Bandwidth.LayerBitsPerSecond(Point with { WeightsOnChip = true }));
        Assert.Equal(8 * 460e9, Limits.OffChipBitsPerSecond);
    }

    [Fact]
    public void Loading_a_layer_is_a_time_turned_into_cycles()
    {
        Assert.Equal(12_582_912 / 460e9 * 250e6, WeightLoad.Cycles(Point, Limits.OffChipBitsPerSecond), 6); // 6,838.5
        Assert.Equal(12_582_912 / 460e9 * 500e6, WeightLoad.Cycles(Point with { ClockMegahertz = 500 }, Limits.OffChipBitsPerSecond), 6);
        Assert.Equal(0, WeightLoad.Cycles(Point with { WeightsOnChip = true }, Limits.OffChipBitsPerSecond));
    }

    [Fact]
    public void Equation_8_prefill()
    {
        var cycles = PrefillLatency.Cycles(Point, Limits.OffChipBitsPerSecond);
        Assert.Equal(new LayerCycles(1_048_576, 4_194_304), cycles); // l d^2 / 128, l d d_FFN / 128
        Assert.Equal(5_242_880, cycles.Layer);
        Assert.Equal(125_829_120, cycles.Model(24, 1));
        Assert.Equal(113_246_208, cycles.Model(24, 2)); // 12 (1,048,576 + 2 x 4,194,304)
    }

    [Fact]
    public void Equation_9_decode()
    {
        var cycles = DecodeLatency.Cycles(Point, Limits.OffChipBitsPerSecond);
        Assert.Equal(new LayerCycles(8_192, 32_768), cycles);
        Assert.Equal(983_040, cycles.Model(24, 1)); // 3.93 ms at 250 MHz; the accelerator took 4.90
        // Attention of the last token, (255 + 1) d / 4.
        Assert.Equal(65_536, DecodeLatency.Cycles(Point with { MacsPerCycle = Point.MacsPerCycle with { A1 = 4 } }, Limits.OffChipBitsPerSecond).Slowest);
    }

    [Fact]
    public void Equation_9_decode_bound_by_memory()
    {
        var cycles = DecodeLatency.Cycles(Point with { MacsPerCycle = PerOperator.All(4096) }, Limits.OffChipBitsPerSecond);
        Assert.Equal(256, cycles.First);
        Assert.Equal(6838.539, cycles.Slowest, 3);
    }

    [Fact]
    public void Equations_10_and_11_balance()
    {
        Assert.Equal(new PerOperator(128, 128, 128, 16, 16, 128, 512, 512), Balance.MacsPerCycle(Medium, 128, 128));
        Assert.Equal(new PerOperator(10, 10, 10, 2, 2, 10, 40, 40), Balance.MacsPerCycle(Medium, 128, 10));
        // Vicuna 13B: d_FFN is 2.7 d, and 10 times that is 27, not 28.
        Assert.Equal(new PerOperator(10, 10, 10, 1, 1, 10, 54, 27), Balance.MacsPerCycle(ModelCatalogue.Find("vicuna-13b"), 128, 10));
        // Llama 2 7B: a gate makes f1 twice 11008 / 4096 of M.
        Assert.Equal(new PerOperator(32, 32, 32, 1, 1, 32, 172, 86), Balance.MacsPerCycle(ModelCatalogue.Find("llama2-7b"), 128, 32));
    }

    [Fact]
    public void Whole_multipliers_are_the_least_that_keep_the_balance() =>
        Gen.Select(Gen.Int[1, 4096], Gen.Int[1, 1 << 24], Gen.Int[0, 13]).Sample((tokens, macs, model) =>
        {
            var shape = ModelCatalogue.Find(ModelCatalogue.Names[model]);
            var (exact, whole) = (Balance.Shares(shape, tokens, macs), Balance.MacsPerCycle(shape, tokens, macs));
            for (var i = 0; i < PerOperator.Names.Count; i++) Assert.InRange(whole[i], exact[i] * (1 - 1e-12), (exact[i] * (1 + 1e-12)) + 1);
            Assert.Equal(macs, whole.P * shape.Width / shape.QueryWidth, 0.999 * shape.Width / shape.QueryWidth);
        });

    [Fact]
    public void Equation_12_balanced_prefill() => Assert.Equal(50_331_648, BalancedLatency.ModelCycles(Medium, 24, 1, 128, 128));

    [Fact]
    public void Equation_12_is_equation_8_of_a_balanced_design() =>
        Gen.Select(Gen.Int[1, 1024], Gen.Int[1, 4096], Gen.Int[0, 7]).Sample((tokens, macs, place) =>
        {
            int[] divisors = [1, 2, 3, 4, 6, 8, 12, 24];
            var onChip = divisors[place];
            var point = Point with { PromptTokens = tokens, LayersOnChip = onChip, MacsPerCycle = Balance.Shares(Medium, tokens, macs) };
            var expected = BalancedLatency.ModelCycles(Medium, 24, onChip, tokens, macs);
            var cycles = PrefillLatency.Cycles(point, double.PositiveInfinity).Model(24, onChip);
            Assert.Equal(1, cycles / expected, 9);
        });

    [Fact]
    public void Equation_13_all_reduce()
    {
        var two = Point with { TensorParallel = 2, LinkBitsPerSecond = 100e9, LinkEfficiency = 0.8 };
        Assert.Equal(13.1072e-6, AllReduce.Seconds(two, 128), 12); // 128 x 1024 x 8 / 80e9
        Assert.Equal(0.1024e-6, AllReduce.Seconds(two, 1), 12);
        Assert.Equal(0, AllReduce.Seconds(Point, 128));
    }

    [Fact]
    public void Equation_14_distributed()
    {
        var four = Point with { TensorParallel = 2, PipelineParallel = 2, LinkBitsPerSecond = 100e9 };
        Assert.Equal(new LayerCycles(524_288, 2_097_152), PrefillLatency.Cycles(four, Limits.OffChipBitsPerSecond));
        Assert.Equal(12 * (524_288 + (2 * 2_097_152)), PaperForm.Evaluate(four, Limits).ModelPrefillCycles);
        // A link of 0.1 Gbit/s takes 10.49 ms for each all-reduce, 2,621,440 cycles: more than any engine.
        Assert.Equal(2_621_440, PrefillLatency.Cycles(four with { LinkBitsPerSecond = 1e8 }, Limits.OffChipBitsPerSecond).Slowest, 3);
        Assert.Equal(12_582_912 * 4.0, Capacity.LayerWeightBits(four));
        Assert.Equal(12 * 12_582_912 * 4.0, Capacity.ModelWeightBits(four));
        Assert.Equal(2 * 255 * 1024 * 8, Capacity.CacheBits(four));
    }

    [Fact]
    public void An_evaluation_allocates_nothing()
    {
        PaperForm.IsFeasible(PaperForm.Evaluate(Point, Limits), Limits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) PaperForm.IsFeasible(PaperForm.Evaluate(Point with { PromptTokens = i + 1 }, Limits), Limits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

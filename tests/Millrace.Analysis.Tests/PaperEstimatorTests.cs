using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

public sealed class PaperEstimatorTests
{
    private static readonly PaperRequest Medium = new()
    {
        Shape = ModelCatalogue.Find("gpt2-medium"),
        Device = DeviceCatalogue.Find("u280"),
        GeneratedTokens = 128,
        ClockMegahertz = 250,
    };

    [Fact]
    public void The_search_finds_the_largest_M()
    {
        // Ports bind: 24 M blocks for weights; keys and values of 256 tokens over ceil(M / 8) banks take 288. 72 would fill all 2,016.
        var found = PaperEstimator.Estimate(Medium);
        Assert.Equal((71, true, true, "ports"), (found.BalancedMacsPerCycle!.Value, found.Searched, found.Feasible, found.Binding));
        Assert.Equal(1992, Of(found, "ports").Used);
        var next = PaperEstimator.Estimate(Medium with { BalancedMacsPerCycle = 72 });
        Assert.Equal((false, "ports"), (next.Feasible, next.Binding));
        Assert.Equal(new Constraint("ports", 2016, 2016, false, "BRAM36"), Of(next, "ports"));
        for (var macs = 72; macs < 200; macs++) Assert.False(PaperEstimator.Estimate(Medium with { BalancedMacsPerCycle = macs }).Feasible);
    }

    [Theory]
    [InlineData("gemma3-1b", "stratix10-nx", 1)]
    [InlineData("gpt2", "vck5000", 250)]
    [InlineData("bert-base", "u50", 300)]
    public void No_larger_M_is_feasible(string model, string device, double megahertz)
    {
        var request = new PaperRequest { Shape = ModelCatalogue.Find(model), Device = DeviceCatalogue.Find(device), ClockMegahertz = megahertz };
        var found = PaperEstimator.Estimate(request);
        Assert.True(found.Feasible);
        for (var macs = found.BalancedMacsPerCycle!.Value + 1; macs < 20_000; macs++)
            Assert.False(PaperEstimator.Estimate(request with { BalancedMacsPerCycle = macs }).Feasible);
    }

    [Fact]
    public void The_papers_accelerator_is_feasible()
    {
        var estimate = PaperEstimator.Estimate(Medium with { GeneratedTokens = 127, MacsPerCycle = new PerOperator(128, 128, 128, 64, 64, 128, 128, 128) });
        Assert.True(estimate.Feasible);
        Assert.Null(estimate.BalancedMacsPerCycle);
        Assert.Equal(["compute", "dram", "model_weights", "sram", "ports", "bandwidth", "channels"], estimate.Constraints.Select(c => c.Name));
        Assert.Equal((896, 18_048), (Of(estimate, "compute").Used, Of(estimate, "compute").Limit));
        Assert.Equal((12_582_912, 8L << 30), (Of(estimate, "dram").Used, Of(estimate, "dram").Limit));
        Assert.Equal((192e9, 460e9), (Of(estimate, "bandwidth").Used, Of(estimate, "bandwidth").Limit));
        Assert.Equal((18, 32), (Of(estimate, "channels").Used, Of(estimate, "channels").Limit));
        Assert.Equal(5_242_880, estimate.Figures.LayerPrefillCycles);
        Assert.Equal(125_829_120, estimate.Figures.ModelPrefillCycles);
        Assert.Equal(503.31648, estimate.Milliseconds(estimate.Figures.ModelPrefillCycles), 9);
        Assert.Equal(983_040, estimate.Figures.ModelDecodeCycles);
        Assert.Equal(new PerOperator(1_048_576, 1_048_576, 1_048_576, 262_144, 262_144, 1_048_576, 4_194_304, 4_194_304), estimate.OperatorPrefillCycles);
        Assert.Equal(32_768, estimate.OperatorDecodeCycles.F1);
    }

    [Fact]
    public void A_design_that_does_not_fit_keeps_its_latency()
    {
        var estimate = PaperEstimator.Estimate(Medium with { MacsPerCycle = PerOperator.All(8192) });
        Assert.Equal((false, "ports"), (estimate.Feasible, estimate.Binding));
        Assert.True(estimate.Figures.ModelPrefillCycles > 0);
        Assert.False(Of(estimate, "compute").Satisfied);
    }

    [Fact]
    public void A_model_that_fits_nowhere_is_shown_with_one_multiplier()
    {
        var estimate = PaperEstimator.Estimate(Medium with { Shape = ModelCatalogue.Find("llama2-13b"), Device = DeviceCatalogue.Find("pynq-z2"), ClockMegahertz = null });
        Assert.Equal((1, false, true), (estimate.BalancedMacsPerCycle!.Value, estimate.Feasible, estimate.Searched));
        Assert.False(Of(estimate, "model_weights").Satisfied);
        Assert.Equal(100, estimate.Point.ClockMegahertz);
    }

    [Fact]
    public void An_encoder_does_not_decode()
    {
        var bert = PaperEstimator.Estimate(Medium with { Shape = ModelCatalogue.Find("bert-base"), GeneratedTokens = null });
        Assert.False(bert.Decodes);
        Assert.Equal(128, bert.Point.LongestTokens);
    }

    [Fact]
    public void Generated_tokens_are_cut_to_the_context() =>
        Assert.Equal(1024, PaperEstimator.Estimate(Medium with { PromptTokens = 1000, GeneratedTokens = null }).Point.LongestTokens);

    [Fact]
    public void Every_model_can_be_estimated_on_every_device() =>
        Assert.All(DeviceCatalogue.All, device => Assert.All(ModelCatalogue.All, model =>
        {
            var estimate = PaperEstimator.Estimate(new PaperRequest { Shape = model.Shape, Device = device, BalancedMacsPerCycle = 64 });
            Assert.True(double.IsFinite(estimate.Figures.ModelPrefillCycles) && estimate.Figures.ModelPrefillCycles > 0);
        }));

    public static TheoryData<string, PaperRequest> Mistakes => new()
    {
        { "the prompt has 0 tokens, but at least 1 is needed.", Medium with { PromptTokens = 0 } },
        { "the prompt has 1025 tokens, but the context of gpt2-medium holds at most 1024.", Medium with { PromptTokens = 1025 } },
        { "-1 tokens are to be generated, but it must be at least 0.", Medium with { GeneratedTokens = -1 } },
        { "1000 tokens of prompt and 128 generated ones make 1128, but the context of gpt2-medium holds at most 1024.", Medium with { PromptTokens = 1000 } },
        { "bert-base is an encoder and generates no tokens, but 128 are asked for.", Medium with { Shape = ModelCatalogue.Find("bert-base") } },
        { "the number of layers is 0, but it must be from 1 to 65536.", Medium with { Layers = 0 } },
        { "layers on chip are 0, but at least 1 is needed.", Medium with { LayersOnChip = 0 } },
        { "layers on chip are 25, but the model has 24.", Medium with { LayersOnChip = 25 } },
        { "layers on chip are 5, but it must divide the model's 24.", Medium with { LayersOnChip = 5 } },
        { "2 FPGAs in a row of 5 layers each hold 10, but it must divide the model's 24.", Medium with { LayersOnChip = 5, Parallelism = new(1, 2) } },
        { "tensor parallelism is 3, but it must divide the 16 heads of gpt2-medium.", Medium with { Parallelism = new(3, 1) } },
        { "tensor parallelism is 4, but it must divide the heads of keys and values, of which gemma3-1b has 1.", Medium with { Shape = ModelCatalogue.Find("gemma3-1b"), Parallelism = new(4, 1) } },
        { "weights have 0 bits, but they must have from 1 to 16.", Medium with { WeightBits = 0 } },
        { "activations have 17 bits, but they must have from 1 to 16.", Medium with { ActivationBits = 17 } },
        { "the clock is NaN MHz, but it must be from 1 to 2000 MHz.", Medium with { ClockMegahertz = double.NaN } },
        { "the link efficiency is 1.5, but it must be above 0 and at most 1.", Medium with { LinkEfficiency = 1.5 } },
        { "a link carries -1 Gbit/s, but it must be a number above 0.", Medium with { LinkGigabitsPerSecond = -1 } },
        { "zcu102 has no network link that is known, but 2 FPGAs that share layers need one: give its bandwidth.", Medium with { Device = DeviceCatalogue.Find("zcu102"), Parallelism = new(2, 1) } },
        { "multipliers of each operator and a balanced number were both given, but only one can be.", Medium with { MacsPerCycle = PerOperator.All(1), BalancedMacsPerCycle = 1 } },
        { "the balanced number of multipliers is 0, but it must be from 1 to 16777216.", Medium with { BalancedMacsPerCycle = 0 } },
        { "operator a1 has 0.5 multipliers, but it must have a whole number from 1 to 16777216.", Medium with { MacsPerCycle = PerOperator.All(1) with { A1 = 0.5 } } },
        { "a word packs 0 weights, but it must be from 1 to 1024.", Medium with { PackedWeights = 0 } },
        { "links hold 0 elements, but they must hold from 1 to 16777216.", Medium with { LinkDepth = 0 } },
        { "weights are to stay on chip, but engines are there for 6 of the 24 layers.", Medium with { LayersOnChip = 3, Parallelism = new(1, 2), WeightsOnChip = true } },
        { "operator a2 shares a weight among 1.5 multipliers, but it must be a whole number from 1 to 16777216.", Medium with { WeightReuse = PerOperator.All(1) with { A2 = 1.5 } } },
        { "operator k shares a weight among 9 multipliers, but it must be a whole number from 1 to 8.", Medium with { WeightReuse = PerOperator.All(1) with { K = 9 }, MacsPerCycle = PerOperator.All(8) } },
        { "stratix10-nx has no multipliers for weights of 16 bits and activations of 8 bits.", Medium with { Device = DeviceCatalogue.Find("stratix10-nx"), WeightBits = 16 } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_cannot_be_is_answered_with_a_sentence(string sentence, PaperRequest request) =>
        Assert.Equal(sentence, Assert.Throws<AnalysisException>(() => PaperEstimator.Estimate(request)).Message);

    [Theory]
    [InlineData(null, null, null, 1, 1)]
    [InlineData(4, null, null, 4, 1)]
    [InlineData(4, 2, null, 2, 2)]
    [InlineData(4, null, 2, 2, 2)]
    [InlineData(4, null, 4, 1, 4)]
    [InlineData(null, 2, 3, 2, 3)]
    [InlineData(6, 2, 3, 2, 3)]
    public void Devices_that_are_not_spoken_for_share_layers(int? devices, int? tensor, int? pipeline, int p1, int p2) =>
        Assert.Equal(new Parallelism(p1, p2), Parallelism.Resolve(devices, tensor, pipeline));

    [Theory]
    [InlineData(0, null, null, "the number of FPGAs is 0, but it must be from 1 to 1024.")]
    [InlineData(4, 3, null, "tensor parallelism 3 and pipeline parallelism 1 take 3 FPGAs, but the number of FPGAs is 4.")]
    [InlineData(8, 2, 2, "tensor parallelism 2 and pipeline parallelism 2 take 4 FPGAs, but the number of FPGAs is 8.")]
    [InlineData(null, 1024, 2, "2048 FPGAs are asked for, but at most 1024 are allowed.")]
    [InlineData(null, null, -1, "pipeline parallelism is -1, but it must be from 1 to 1024.")]
    public void Devices_that_contradict_the_scheme_are_refused(int? devices, int? tensor, int? pipeline, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<AnalysisException>(() => Parallelism.Resolve(devices, tensor, pipeline)).Message);

    private static Constraint Of(PaperEstimate estimate, string name) => estimate.Constraints.Single(c => c.Name == name);
}

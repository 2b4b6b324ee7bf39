using CsCheck;
using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>The GPU estimate against published measurements, against numbers worked out by hand, and its order.</summary>
public sealed class GpuEstimatorTests
{
    private static readonly GpuDevice A100 = GpuCatalogue.Find("a100-80gb-pcie");
    private static readonly GpuDevice A100Sxm = GpuCatalogue.Find("a100-80gb-sxm");

    private static readonly TransformerShape[] Several =
        [ModelCatalogue.Find("gpt2-medium"), ModelCatalogue.Find("llama3.1-8b"), ModelCatalogue.Find("gemma3-1b")];

    private static readonly GpuRequest Medium = new() { Shape = ModelCatalogue.Find("gpt2-medium"), Gpu = A100 };
    private static readonly GpuRequest Llama = new()
    {
        Shape = ModelCatalogue.Find("llama2-7b"),
        Gpu = A100Sxm,
        Runtime = GpuRuntime.Graph,
    };

    private static readonly GpuRequest LargeOnL4 = Llama with { Shape = ModelCatalogue.Find("llama2-13b"), Gpu = GpuCatalogue.Find("l4") };

    // PyTorch on an A100 80 GB, arXiv 2312.15159: prefill 8.5 to 8.8 ms.
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void Prefill_of_gpt2_medium_is_flat_and_as_published(int tokens)
    {
        var estimate = GpuEstimator.Estimate(Medium with { PromptTokens = tokens });
        Assert.InRange(estimate.Prefill.Milliseconds, 8.5, 8.8);
        Assert.Equal(366 * 0.024, estimate.Prefill.Milliseconds, 9); // 24 layers of 15 kernels, and 6 beside them
        Assert.Equal((366, GpuBinding.Launch), (estimate.Prefill.Launches, estimate.Prefill.Binding));
        Assert.Equal("calibrated: A100 80 GB, gpt2-medium, batch 1, W16A16 or W8A8, up to 256 tokens, PyTorch", estimate.Calibration);
    }

    [Theory]
    [InlineData(16, 9.07, 0.032)]
    [InlineData(8, 8.7, 0.010)]
    public void Decode_of_gpt2_medium_is_near_the_published(int bits, double milliseconds, double error)
    {
        var decode = GpuEstimator.Estimate(Medium with { WeightBits = bits, ActivationBits = bits }).Decode!;
        Assert.InRange(Math.Abs((decode.Milliseconds / milliseconds) - 1), 0, error);
        Assert.Equal(GpuBinding.Launch, decode.Binding);
    }

    // gpt-fast's README: Llama-2-7B on an A100 80 GB, CUDA graphs, a prompt of 5 tokens and 200 more: 104.9, 155.58 and 196.80 tokens a
    // second.
    [Theory]
    [InlineData(16, 104.9, 0.032)]
    [InlineData(8, 155.58, 0.025)]
    [InlineData(4, 196.80, 0.115)] // its scales, a quarter more of weight bytes in groups of 32, are not counted
    public void Decode_of_llama2_7b_under_graphs_is_near_the_published(int weightBits, double tokensPerSecond, double error)
    {
        var estimate = GpuEstimator.Estimate(Llama with { PromptTokens = 5, WeightBits = weightBits, TokensBefore = 105 });
        Assert.InRange(Math.Abs((estimate.Decode!.Milliseconds * tokensPerSecond / 1e3) - 1), 0, error);
        Assert.Equal(0, estimate.Decode.LaunchMilliseconds);
    }

    // Published decode rates of 7B models are 1.4 to 1.9 times below the roofline: weights of 16 bits over the nominal bandwidth.
    [Theory]
    [InlineData(GpuRuntime.Graph)]
    [InlineData(GpuRuntime.Eager)]
    public void A_roofline_alone_is_as_much_too_fast_as_measured(GpuRuntime runtime)
    {
        var decode = GpuEstimator.Estimate(Llama with { Runtime = runtime }).Decode!;
        var roofline = 2e3 * ((32 * 202_375_168.0) + (32_000 * 4096)) / A100Sxm.MemoryBytesPerSecond;
        Assert.InRange(decode.Milliseconds / roofline, 1.4, 1.95);
    }

    [Fact]
    public void Bytes_of_a_decoded_token_by_hand()
    {
        // A layer: 12,582,912 weights; norms 4096, q k v 4096, cache 4096, scores and values 2 (1024 + 128 x 1024), merge 2048,
        // projection 2048, residuals 6144, f1 5120, activation 8192, f2 5120. Beside: embeddings 7168, norm 2048, head 1024 x 50257 +
        // 51281, sample 50257.
        const double Elements = (24 * (12_582_912.0 + 305_152)) + 7168 + 2048 + 51_463_168 + 51_281 + 50_257;
        var decode = GpuEstimator.Estimate(Medium with { TokensBefore = 127, Runtime = GpuRuntime.Graph }).Decode!;
        Assert.Equal(2e3 * Elements / (0.9 * 1935e9), decode.BandwidthMilliseconds, 9);
        Assert.Equal(0, decode.ComputeMilliseconds);
        Assert.Equal(366 * 0.005, decode.DependencyMilliseconds, 9);
        Assert.Equal(decode.BandwidthMilliseconds + decode.DependencyMilliseconds, decode.Milliseconds, 9);
        Assert.Equal(GpuBinding.Dependency, decode.Binding);
    }

    [Fact]
    public void Multiplications_of_a_prompt_by_hand()
    {
        var prefill = GpuEstimator.Estimate(Medium with { PromptTokens = 1000, GeneratedTokens = 0 }).Prefill;
        Assert.Equal(24 * ((1000.0 * 12_582_912) + (2 * 1000.0 * 1000 * 1024)),
            prefill.Kernels.Where(k => k.Name != "head").Sum(k => k.Count * k.Macs));
        Assert.Equal(1024.0 * 50_257, prefill.Kernels.Single(k => k.Name == "head").Macs); // of the last token only
    }

    [Fact]
    public void Peak_and_bandwidth_follow_the_bits()
    {
        var wide = new GpuKernel("matrix", 1, 1e12, 1e9, 16);
        var parameters = new GpuParameters(0, 0, 1, 1);
        Assert.Equal(2e12 / 312e12, wide.ComputeSeconds(A100, parameters), 12);
        Assert.Equal(2e12 / 624e12, (wide with { OperandBits = 8 }).ComputeSeconds(A100, parameters), 12);
        var withoutInt8 = GpuCatalogue.Find("v100-sxm2");
        Assert.Equal(2e12 / 125e12, (wide with { OperandBits = 8 }).ComputeSeconds(withoutInt8, parameters), 12);
        Assert.Equal(1 / 1935.0, wide.BandwidthSeconds(A100, parameters), 12);

        // Weights of 4 bits under activations of 16 save bandwidth only.
        GpuKernel F1(int weights, int activations) => GpuEstimator
            .Estimate(Medium with { WeightBits = weights, ActivationBits = activations })
            .Prefill.Kernels.Single(k => k.Name == "f1");
        Assert.Equal((16, 16, 16, 8), (F1(4, 16).OperandBits, F1(16, 16).OperandBits, F1(16, 8).OperandBits, F1(4, 8).OperandBits));
        Assert.Equal((4_194_304 * 1.5) + 0, F1(16, 16).Bytes - F1(4, 16).Bytes);
    }

    [Fact]
    public void What_binds_changes_with_size()
    {
        var large = LargeOnL4 with { Gpu = A100Sxm, Runtime = GpuRuntime.Eager, PromptTokens = 2048, GeneratedTokens = 1 };
        var estimate = GpuEstimator.Estimate(large);
        Assert.Equal((GpuBinding.Compute, GpuBinding.Bandwidth), (estimate.Prefill.Binding, estimate.Decode!.Binding));
        Assert.Equal(GpuBinding.Compute, GpuEstimator.Estimate(large with { Batch = 1024, TokensBefore = 1 }).Decode!.Binding);
    }

    [Fact]
    public void Prompt_to_last_token_is_the_sum_over_positions()
    {
        var request = Llama with { PromptTokens = 100, GeneratedTokens = 4 };
        var parts = new[] { 100, 101, 102 }.Sum(t => GpuEstimator.Estimate(request with { TokensBefore = t }).Decode!.Milliseconds);
        var estimate = GpuEstimator.Estimate(request);
        Assert.Equal(parts, estimate.GenerationMilliseconds, 9);
        Assert.Equal(estimate.Prefill.Milliseconds + parts, estimate.TotalMilliseconds, 9);
        Assert.Equal(104, estimate.Request.TokensBefore);
        Assert.Equal(0, GpuEstimator.Estimate(request with { GeneratedTokens = 1 }).GenerationMilliseconds); // prefill makes the first
        Assert.Equal(0, GpuEstimator.Estimate(request with { GeneratedTokens = 0 }).GenerationMilliseconds);
    }

    [Fact]
    public void An_encoder_has_a_pooler_and_decodes_nothing()
    {
        var estimate = GpuEstimator.Estimate(Medium with { Shape = ModelCatalogue.Find("bert-base") });
        Assert.Null(estimate.Decode);
        Assert.Equal((12 * 13) + 6 + 2, estimate.Prefill.Launches);
        Assert.Contains(estimate.Prefill.Kernels, k => k.Name == "pooler");
        Assert.DoesNotContain(estimate.Prefill.Kernels, k => k.Name is "cache_append" or "head");
    }

    [Theory]
    [InlineData("llama2-7b", 16)] // rotary
    [InlineData("qwen3-1.7b", 18)] // and norms of queries and keys
    [InlineData("gemma3-1b", 20)] // and four norms over the residual stream
    public void Kernels_of_a_layer_by_family(string model, int kernels)
    {
        var shape = ModelCatalogue.Find(model);
        Assert.Equal((shape.Layers * kernels) + 4, GpuEstimator.Estimate(Medium with { Shape = shape }).Prefill.Launches);
    }

    [Fact]
    public void What_does_not_fit_is_a_constraint_with_a_sentence()
    {
        var estimate = GpuEstimator.Estimate(LargeOnL4);
        // 13,015,864,320 parameters; 2 x 40 x 5120 elements of 256 tokens.
        const double Bytes = (2 * 13_015_864_320.0) + (2 * 2 * 40 * 5120 * 256);
        Assert.Equal(new Constraint("gpu_memory", Bytes, 24e9, false, "bytes"), estimate.Memory);
        Assert.Equal("llama2-13b takes 26.0 GB of weights and 0.2 GB of keys and values, but l4 has 24.0 GB.", estimate.MemoryMessage);
        Assert.True(estimate.Decode!.Milliseconds > 0);
        var narrow = GpuEstimator.Estimate(LargeOnL4 with { WeightBits = 4 });
        Assert.True(narrow.Memory.Satisfied);
        Assert.Null(narrow.MemoryMessage);
    }

    [Fact]
    public void An_estimate_says_where_it_extrapolates()
    {
        var far = Medium with
        {
            Gpu = GpuCatalogue.Find("h200"),
            Batch = 8,
            Shape = ModelCatalogue.Find("gpt2"),
            WeightBits = 4,
            PromptTokens = 300,
        };
        Assert.Equal(
            "extrapolated: GPU h200, batch 8, model gpt2, W4A16, prompt of 300 tokens "
            + "(calibrated on A100 80 GB, gpt2-medium, batch 1, W16A16 or W8A8, up to 256 tokens, PyTorch)",
            GpuEstimator.Estimate(far).Calibration);
        Assert.Equal(
            "extrapolated: prefill (calibrated on A100 80 GB, llama2-7b, batch 1, W16A16, W8A16 or W4A16, decode, CUDA graphs)",
            GpuEstimator.Estimate(Llama).Calibration);
        var given = Medium with { Parameters = new GpuParameters(1e-6, 1e-6, 0.8, 0.5) };
        Assert.Equal("given parameters", GpuEstimator.Estimate(given).Calibration);
        var renamed = Medium with { Shape = Medium.Shape with { Name = "mine" } };
        Assert.StartsWith("calibrated", GpuEstimator.Estimate(renamed).Calibration, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_grows_with_tokens_batch_and_bits() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 500], Gen.Int[1, 64], Gen.Bool)
            .Sample((model, tokens, batch, eager) =>
            {
                var r = new GpuRequest
                {
                    Shape = Several[model],
                    Gpu = A100,
                    PromptTokens = tokens,
                    GeneratedTokens = 2,
                    Batch = batch,
                    WeightBits = 8,
                    Runtime = eager ? GpuRuntime.Eager : GpuRuntime.Graph,
                };
                var e = GpuEstimator.Estimate(r);
                GpuRequest[] all = [r with { PromptTokens = tokens + 1 }, r with { Batch = batch + 1 }, r with { WeightBits = 16 }];
                foreach (var larger in all)
                {
                    var l = GpuEstimator.Estimate(larger);
                    Assert.True(l.Prefill.Milliseconds >= e.Prefill.Milliseconds);
                    Assert.True(l.Prefill.BusyMilliseconds > e.Prefill.BusyMilliseconds || larger.WeightBits == 16);
                    Assert.True(l.Decode!.BusyMilliseconds > e.Decode!.BusyMilliseconds || larger.WeightBits == 16);
                    Assert.True(l.TotalMilliseconds >= e.TotalMilliseconds);
                }

                Assert.True(GpuEstimator.Estimate(r with { ActivationBits = 8 }).Prefill.BusyMilliseconds < e.Prefill.BusyMilliseconds);
            });

    [Fact]
    public void Mistakes_are_one_sentence()
    {
        Refused(Medium with { PromptTokens = 0 }, "the prompt has 0 tokens, but at least 1 is needed.");
        Refused(Medium with { PromptTokens = 1025 }, "the prompt has 1025 tokens, but the context of gpt2-medium holds at most 1024.");
        Refused(Medium with { GeneratedTokens = -1 }, "-1 tokens are to be generated, but it must be at least 0.");
        Refused(
            Medium with { PromptTokens = 1000, GeneratedTokens = 25 },
            "1000 tokens of prompt and 25 generated ones make 1025, but the context of gpt2-medium holds at most 1024.");
        Refused(
            Medium with { Shape = ModelCatalogue.Find("bert-base"), GeneratedTokens = 3 },
            "bert-base is an encoder and generates no tokens, but 3 are asked for.");
        Refused(Medium with { TokensBefore = 1024 }, "the decoded token has 1024 before it, but it must be from 0 to 1023 of gpt2-medium.");
        Refused(Medium with { Batch = 0 }, "the batch has 0 sequences, but it must be from 1 to 65536.");
        Refused(Medium with { WeightBits = 6 }, "weights have 6 bits, but on a GPU they must have 4, 8 or 16.");
        Refused(Medium with { ActivationBits = 4 }, "activations have 4 bits, but on a GPU they must have 8 or 16.");
        var p = GpuParameters.Measured(GpuRuntime.Eager);
        RefusedWith(p with { LaunchSeconds = -1 }, "the launch time of a kernel is -1 s, but it must be a number from 0.");
        RefusedWith(p with { DependencySeconds = double.NaN }, "the dependency time of a kernel is NaN s, but it must be a number from 0.");
        RefusedWith(p with { AttainableBandwidth = 0 }, "the attainable part of the bandwidth is 0, but it must be above 0 and at most 1.");
        RefusedWith(p with { AttainablePeak = 1.5 }, "the attainable part of the peak is 1.5, but it must be above 0 and at most 1.");
    }

    private static void RefusedWith(GpuParameters parameters, string message) => Refused(Medium with { Parameters = parameters }, message);

    private static void Refused(GpuRequest request, string message) =>
        Assert.Equal(message, Assert.Throws<AnalysisException>(() => GpuEstimator.Estimate(request)).Message);
}

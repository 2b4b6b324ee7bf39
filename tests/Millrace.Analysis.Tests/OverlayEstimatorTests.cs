using CsCheck;
using Millrace.Hardware;

namespace Millrace.Analysis.Tests;

/// <summary>The overlay against DFX's published times, against numbers worked out by hand, and its order.</summary>
public sealed class OverlayEstimatorTests
{
    private static readonly OverlayRequest Dfx = new()
    {
        Shape = ModelCatalogue.Find("gpt2-medium"),
        Device = DeviceCatalogue.Find("u280"),
        ClockMegahertz = 200,
    };

    [Fact]
    public void Errors_against_DFX()
    {
        var published = PublishedDesigns.All.Single(d => d.System == "DFX");
        var errors = published.Prefill
            .Select(p => (OverlayEstimator.Estimate(Dfx with { PromptTokens = p.Tokens }).PrefillMilliseconds / p.Milliseconds.Low) - 1)
            .Append((OverlayEstimator.Estimate(Dfx).DecodeMilliseconds!.Value / published.DecodeMilliseconds!.Value.Low) - 1)
            .ToArray();
        Assert.InRange(errors.Max(Math.Abs), 0, 0.02);
        Assert.InRange(errors.Average(Math.Abs), 0, 0.012);
    }

    [Fact]
    public void A_token_by_hand()
    {
        // 366 operators of 100 cycles overhead; an engine of one MAC a cycle, so that all matrices are bound by it: 24 layers of 12,582,912
        // and 2 x 1024 of attention to itself, and the head. The rest moves at the attainable bandwidth: norms 4096, appends 4096, merge
        // 2048, residuals 6144, activation 8192 elements a layer; embeddings 7168, norm 2048, sample 50257.
        var estimate = OverlayEstimator.Estimate(Dfx with { MacsPerCycle = 1, OverheadCycles = 100, PromptTokens = 1 });
        const double Macs = (24 * (12_582_912.0 + 2048)) + (1024 * 50_257);
        const double Bytes = 2 * ((24 * 24_576.0) + 7168 + 2048 + 50_257);
        var expected = ((Macs + 36_600) / 200e6) + (Bytes / Dfx.Device.OffChip.AttainableBytesPerSecond);
        Assert.Equal(1e3 * expected, estimate.PrefillMilliseconds, 6);
    }

    [Fact]
    public void Rows_that_share_weights_save_passes()
    {
        var one = OverlayEstimator.Estimate(Dfx);
        var all = OverlayEstimator.Estimate(Dfx with { RowsAtATime = 128 });
        Assert.True(all.PrefillMilliseconds < one.PrefillMilliseconds / 3);
        Assert.Equal(one.DecodeMilliseconds, all.DecodeMilliseconds);
        Assert.Equal(all.PrefillMilliseconds, OverlayEstimator.Estimate(Dfx with { RowsAtATime = 1000 }).PrefillMilliseconds);
        // 128 rows are three passes of 50, 50 and 28: more than one of all, less than three of 50.
        var thirds = OverlayEstimator.Estimate(Dfx with { RowsAtATime = 50 }).PrefillMilliseconds;
        Assert.InRange(thirds, all.PrefillMilliseconds, one.PrefillMilliseconds);
    }

    [Fact]
    public void Prompt_to_last_token_is_the_sum_over_positions()
    {
        var estimate = OverlayEstimator.Estimate(Dfx with { PromptTokens = 10, GeneratedTokens = 3 });
        var longer = OverlayEstimator.Estimate(Dfx with { PromptTokens = 12, GeneratedTokens = 0 });
        Assert.Equal(longer.PrefillMilliseconds, estimate.TotalMilliseconds, 9); // token by token, decoded tokens cost what a prompt's do
        Assert.Equal(0, OverlayEstimator.Estimate(Dfx with { GeneratedTokens = 1 }).GenerationMilliseconds);
    }

    [Fact]
    public void Constraints_of_engine_and_memory()
    {
        var large = OverlayEstimator.Estimate(Dfx with { Shape = ModelCatalogue.Find("llama2-7b"), MacsPerCycle = 10_000 });
        Assert.Equal(new Constraint("compute", 10_000, 9024, false, "MAC/cycle"), large.Constraints[0]);
        Assert.Equal((2 * 6_738_415_616.0) + (2 * 2 * 32 * 4096 * 256), large.Constraints[1].Used);
        Assert.Equal((8L << 30, false), (large.Constraints[1].Limit, large.Constraints[1].Satisfied));
        Assert.False(large.Feasible);
        Assert.True(large.PrefillMilliseconds > 0);
        Assert.True(OverlayEstimator.Estimate(Dfx).Feasible);
    }

    [Fact]
    public void An_encoder_decodes_nothing() =>
        Assert.Null(OverlayEstimator.Estimate(Dfx with { Shape = ModelCatalogue.Find("bert-base") }).DecodeMilliseconds);

    [Fact]
    public void Time_grows_with_tokens_bits_and_fewer_multipliers() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 4096], Gen.Int[1, 64], Gen.Int[2, 15]).Sample((tokens, macs, rows, bits) =>
        {
            var r = Dfx with { PromptTokens = tokens, GeneratedTokens = 2, MacsPerCycle = macs, RowsAtATime = rows, WeightBits = bits };
            var e = OverlayEstimator.Estimate(r);
            Assert.True(OverlayEstimator.Estimate(r with { PromptTokens = tokens + 1 }).TotalMilliseconds > e.TotalMilliseconds);
            Assert.True(OverlayEstimator.Estimate(r with { WeightBits = bits + 1 }).TotalMilliseconds >= e.TotalMilliseconds);
            Assert.True(OverlayEstimator.Estimate(r with { MacsPerCycle = macs + 1 }).TotalMilliseconds <= e.TotalMilliseconds);
            Assert.True(OverlayEstimator.Estimate(r with { ClockMegahertz = 250 }).TotalMilliseconds < e.TotalMilliseconds);
        });

    [Fact]
    public void Mistakes_are_one_sentence()
    {
        Refused(Dfx with { PromptTokens = 0 }, "the prompt has 0 tokens, but at least 1 is needed.");
        Refused(Dfx with { PromptTokens = 1025 }, "the prompt has 1025 tokens, but the context of gpt2-medium holds at most 1024.");
        Refused(Dfx with { GeneratedTokens = -1 }, "-1 tokens are to be generated, but it must be at least 0.");
        Refused(
            Dfx with { PromptTokens = 1000, GeneratedTokens = 25 },
            "1000 tokens of prompt and 25 generated ones make 1025, but the context of gpt2-medium holds at most 1024.");
        Refused(
            Dfx with { Shape = ModelCatalogue.Find("bert-base"), GeneratedTokens = 3 },
            "bert-base is an encoder and generates no tokens, but 3 are asked for.");
        Refused(Dfx with { WeightBits = 17 }, "weights have 17 bits, but they must have from 1 to 16.");
        Refused(Dfx with { ActivationBits = 0 }, "activations have 0 bits, but they must have from 1 to 16.");
        Refused(Dfx with { ClockMegahertz = 0.5 }, "the clock is 0.5 MHz, but it must be from 1 to 2000 MHz.");
        Refused(Dfx with { MacsPerCycle = 0 }, "the engine has 0 multipliers, but it must have from 1 to 16777216.");
        Refused(Dfx with { RowsAtATime = 0 }, "0 rows share a weight, but it must be at least 1.");
        Refused(Dfx with { OverheadCycles = -1 }, "the overhead of an operator is -1 cycles, but it must be a number from 0.");
    }

    private static void Refused(OverlayRequest request, string message) =>
        Assert.Equal(message, Assert.Throws<AnalysisException>(() => OverlayEstimator.Estimate(request)).Message);
}

using CsCheck;

namespace Millrace.Models.Tests;

public sealed class Gpt2FloatModelTests
{
    private static readonly Gpt2Config Small = new() { Width = 24, Layers = 2, Heads = 3, ContextLength = 20, VocabularySize = 29 };

    public static TheoryData<string> Activations => [.. ActivationFunction.Names];

    public static TheoryData<string, Gpt2Config> Shapes => new()
    {
        { "odd", new() { Width = 48, Layers = 1, Heads = 1, ContextLength = 11, VocabularySize = 3 } },
        { "tiny", new() { Width = 1, Layers = 1, Heads = 1, ContextLength = 2, VocabularySize = 1 } },
        { "narrow heads, odd inner", new() { Width = 6, Layers = 3, Heads = 3, Inner = 7, ContextLength = 13, VocabularySize = 17 } },
        { "more tokens than one pass takes", new() { Width = 32, Layers = 2, Heads = 4, ContextLength = 150, VocabularySize = 50 } },
        { "untied", Small with { TiedHead = false } },
        { "unscaled", Small with { ScaleAttention = false } },
        { "scaled by layer", Small with { Layers = 4, ScaleAttentionByInverseLayer = true } },
        { "large epsilon", Small with { LayerNormEpsilon = 0.1 } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Agrees_with_double_precision(string what, Gpt2Config config)
    {
        Assert.NotEmpty(what);
        RequireAgreement(config);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Agrees_with_double_precision_for_every_activation(string name) =>
        RequireAgreement(Small with { Activation = ActivationFunction.Parse(name) });

    [Fact]
    public void Sharp_attention_does_not_overflow()
    {
        using var checkpoint = new TinyCheckpoint(Small with { ScaleAttention = false }, gain: 6);
        var tokens = Tokens(checkpoint.Config, checkpoint.Config.ContextLength);
        Assert.All(checkpoint.Load().Start().Forward(tokens), logit => Assert.True(float.IsFinite(logit)));
    }

    // Equal in every bit, not merely close: perplexity by windows and text by single tokens are then the same model.
    [Fact]
    public void Prefill_equals_decode_however_the_tokens_are_cut()
    {
        using var checkpoint = new TinyCheckpoint(Small with { ContextLength = 100 });
        var model = checkpoint.Load();
        var tokens = Tokens(model.Config, 100);
        var whole = model.Start().Forward(tokens);
        Gen.Int[0, 100].List[0, 8].Sample(cuts =>
        {
            var session = model.Start();
            var logits = new List<float>();
            foreach (var cut in cuts.Append(100).Order())
                logits.AddRange(session.Forward(tokens.AsSpan(session.Position, cut - session.Position)));
            return session.Position == 100 && logits.SequenceEqual(whole);
        }, iter: 40);
        var single = model.Start();
        Assert.Equal(whole, tokens.SelectMany(t => single.Forward([t])));
    }

    [Fact]
    public void Sessions_do_not_disturb_each_other()
    {
        using var checkpoint = new TinyCheckpoint(Small);
        ILanguageModel model = checkpoint.Load();
        ILanguageModelSession a = model.Start(), b = model.Start();
        a.Forward([1, 2, 3]);
        Assert.Equal(model.Start().Forward([5, 6]), b.Forward([5, 6]));
        Assert.Equal((3, 2), (a.Position, b.Position));
    }

    [Fact]
    public void The_observer_sees_every_site_of_every_layer()
    {
        using var checkpoint = new TinyCheckpoint(Small with { Inner = 30 });
        var model = checkpoint.Load();
        var seen = new Recorder();
        var session = model.Start(seen);
        var logits = session.Forward([4, 8]).Concat(session.Forward([15])).ToArray();

        foreach (var site in Enum.GetValues<ActivationSite>().Where(site => site <= ActivationSite.Logits)) // those behind are BERT's
        {
            var outside = site is ActivationSite.Embedding or ActivationSite.FinalNorm or ActivationSite.Logits;
            var width = site switch
            {
                ActivationSite.Logits => 29,
                ActivationSite.MlpInput or ActivationSite.MlpActivation => 30,
                _ => 24,
            };
            foreach (var layer in outside ? [-1] : new[] { 0, 1 })
            {
                var rows = seen.Rows[(site, layer)];
                if (site == ActivationSite.AttentionScores)
                    Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], rows.Select(r => r.Length).Order()); // three heads at three positions
                else
                    Assert.Equal([width, width, width], rows.Select(r => r.Length));
            }
        }
        Assert.Equal(2 * 13 + 3, seen.Rows.Count);
        Assert.Equal(logits, seen.Rows[(ActivationSite.Logits, -1)].SelectMany(r => r));
    }

    [Fact]
    public void What_the_observer_sees_adds_up()
    {
        using var checkpoint = new TinyCheckpoint(Small);
        var model = checkpoint.Load();
        var seen = new Recorder();
        model.Start(seen).Forward([4, 8, 15]);
        for (var row = 0; row < 3; row++)
        {
            var stream = seen.Rows[(ActivationSite.Embedding, -1)][row];
            for (var layer = 0; layer < 2; layer++)
            {
                stream = Sum(stream, seen.Rows[(ActivationSite.AttentionOutput, layer)][row]);
                Assert.Equal(stream, seen.Rows[(ActivationSite.AttentionResidual, layer)][row]);
                stream = Sum(stream, seen.Rows[(ActivationSite.MlpOutput, layer)][row]);
                Assert.Equal(stream, seen.Rows[(ActivationSite.MlpResidual, layer)][row]);
                Assert.Equal(
                    seen.Rows[(ActivationSite.MlpInput, layer)][row].Select(x => (float)model.Config.Activation.Evaluate(x)),
                    seen.Rows[(ActivationSite.MlpActivation, layer)][row]);
            }
            // The first query of a head sees its own key alone.
            var q = seen.Rows[(ActivationSite.Query, 0)][0];
            var k = seen.Rows[(ActivationSite.Key, 0)][0];
            var score = Enumerable.Range(0, 8).Sum(i => (double)q[i] * k[i]) / Math.Sqrt(8);
            Assert.Equal(score, seen.Rows[(ActivationSite.AttentionScores, 0)][0][0], 1e-5);
            Assert.Equal(seen.Rows[(ActivationSite.Value, 0)][0], seen.Rows[(ActivationSite.AttentionMix, 0)][0]);
        }

        static float[] Sum(float[] a, float[] b) => a.Zip(b, (x, y) => x + y).ToArray();
    }

    [Fact]
    public void Refuses_more_tokens_than_the_context_and_takes_none_of_them()
    {
        using var checkpoint = new TinyCheckpoint(Small);
        var session = checkpoint.Load().Start();
        session.Forward(Tokens(Small, 19));
        Assert.Equal("21 tokens were given, but the model's context holds at most 20.", Refusal.Of(() => session.Forward([1, 2])));
        Assert.Equal(19, session.Position);
        Assert.Equal(29, session.Forward([1]).Length);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(-1)]
    public void Refuses_a_token_outside_the_vocabulary(int token)
    {
        using var checkpoint = new TinyCheckpoint(Small);
        var session = checkpoint.Load().Start();
        session.Forward([1]);
        Assert.Equal(
            $"token {token} at position 2 is not in the model's vocabulary, which is 0 to 28.",
            Refusal.Of(() => session.Forward([1, token])));
        Assert.Equal(1, session.Position);
    }

    [Fact]
    public void No_tokens_give_no_logits()
    {
        using var checkpoint = new TinyCheckpoint(Small);
        Assert.Empty(checkpoint.Load().Start().Forward([]));
    }

    [Fact]
    public void Weights_of_another_shape_are_the_callers_mistake()
    {
        using var checkpoint = new TinyCheckpoint(Small);
        var weights = ModelFolder.Open(checkpoint.Folder).LoadWeights();
        var e = Assert.Throws<ArgumentException>(() => new Gpt2FloatModel(Small with { Inner = 5 }, weights));
        Assert.Equal("MlpInput outputs has 96 elements, but the configuration asks for 5.", e.Message);
    }

    private static int[] Tokens(Gpt2Config config, int count)
    {
        var random = new SplitMix64(7);
        return [.. Enumerable.Range(0, count).Select(_ => (int)(random.Next() % (ulong)config.VocabularySize))];
    }

    private static void RequireAgreement(Gpt2Config config)
    {
        using var checkpoint = new TinyCheckpoint(config);
        var tokens = Tokens(config, config.ContextLength);
        var expected = new Gpt2Oracle(checkpoint).Logits(tokens).SelectMany(row => row).ToArray();
        var actual = checkpoint.Load().Start().Forward(tokens);
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-5 * largest, $"logit {i}: {actual[i]:R} against {expected[i]:R}");
    }

    private sealed class Recorder : IActivationObserver
    {
        public Dictionary<(ActivationSite, int), List<float[]>> Rows { get; } = [];

        public void Observe(ActivationSite site, int layer, ReadOnlySpan<float> row)
        {
            if (!Rows.TryGetValue((site, layer), out var rows)) Rows.Add((site, layer), rows = []);
            rows.Add(row.ToArray());
        }
    }
}

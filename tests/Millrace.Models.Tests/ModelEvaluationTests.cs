namespace Millrace.Models.Tests;

public sealed class ModelEvaluationTests : IDisposable
{
    private static readonly Gpt2Config Config = new() { Width = 12, Layers = 1, Heads = 2, ContextLength = 8, VocabularySize = 10 };
    private static readonly int[] Tokens = [.. Enumerable.Range(0, 29).Select(i => i * i % 10)];

    private readonly TinyCheckpoint _checkpoint = new(Config);
    private readonly Gpt2FloatModel _model;

    public ModelEvaluationTests() => _model = _checkpoint.Load();

    public void Dispose() => _checkpoint.Dispose();

    // The loop of Hugging Face's "Perplexity of fixed-length models", with the oracle in the model's place; the mean is over scored tokens.
    [Theory]
    [InlineData(29, null)]
    [InlineData(29, 8)]
    [InlineData(29, 3)]
    [InlineData(29, 1)]
    [InlineData(16, 8)]
    [InlineData(17, 8)]
    [InlineData(5, 8)]
    [InlineData(2, 8)]
    public void Perplexity_follows_the_sliding_window(int count, int? stride)
    {
        var oracle = new Gpt2Oracle(_checkpoint);
        double nats = 0;
        int scored = 0, previousEnd = 0;
        for (var begin = 0; begin < count; begin += stride ?? 8)
        {
            var end = Math.Min(begin + 8, count);
            var targetLength = end - previousEnd;
            var logits = oracle.Logits(Tokens[begin..end]);
            for (var i = Math.Max(1, end - begin - targetLength); i < end - begin; i++)
            {
                var row = logits[i - 1];
                nats -= row[Tokens[begin + i]] - Math.Log(row.Sum(Math.Exp));
                scored++;
            }
            previousEnd = end;
            if (end == count) break;
        }

        var result = ModelEvaluation.Perplexity(_model, Tokens.AsMemory(0, count), new() { Stride = stride });
        Assert.Equal(scored, result.ScoredTokens);
        Assert.Equal(nats / scored, result.NatsPerToken, 1e-5);
        Assert.Equal(Math.Exp(result.NatsPerToken), result.Perplexity);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit() => Assert.Equal(
        ModelEvaluation.Perplexity(_model, Tokens, new() { Stride = 2, Parallelism = 1 }),
        ModelEvaluation.Perplexity(_model, Tokens, new() { Stride = 2, Parallelism = 7 }));

    [Fact]
    public void A_model_agrees_with_itself()
    {
        var c = ModelEvaluation.Compare(_model, _model, Tokens);
        Assert.Equal(ModelEvaluation.Perplexity(_model, Tokens), c.Reference);
        Assert.Equal((c.Reference, 1.0, 1.0), (c.Candidate, c.PerplexityRatio, c.Top1Agreement));
    }

    [Fact]
    public void Two_models_are_compared_token_by_token()
    {
        // These know nothing but a favourite, so everything can be worked out by hand: of the 3 scored tokens A expects 1, B 2.
        var a = new Constant(4, context: 8, favourite: 1);
        var b = new Constant(4, context: 6, favourite: 2);
        var c = ModelEvaluation.Compare(a, b, new[] { 0, 1, 2, 2 });
        double hit = Math.Log(Math.E + 3) - 1, miss = Math.Log(Math.E + 3);
        Assert.Equal((hit + 2 * miss) / 3, c.Reference.NatsPerToken, 1e-12);
        Assert.Equal((2 * hit + miss) / 3, c.Candidate.NatsPerToken, 1e-12);
        Assert.Equal(Math.Exp(-1.0 / 3), c.PerplexityRatio, 1e-12);
        Assert.Equal(0, c.Top1Agreement);
    }

    [Fact]
    public void Large_vocabularies_are_evaluated_in_several_passes()
    {
        var model = new Constant(3 << 20, context: 8, favourite: 1);
        Assert.Equal(7, ModelEvaluation.Perplexity(model, Tokens.AsMemory(0, 8)).ScoredTokens);
        Assert.Equal(1, model.LongestPass);
    }

    [Fact]
    public void Progress_reaches_the_total()
    {
        var reports = new List<EvaluationProgress>();
        ModelEvaluation.Perplexity(_model, Tokens, new() { Parallelism = 1 }, new Immediate(reports));
        Assert.Equal([7, 14, 21, 25], reports.Select(r => r.ScoredTokens));
        Assert.All(reports, r => Assert.Equal(25, r.TotalTokens));
    }

    [Fact]
    public void Can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var stop = new Immediate([], cancel.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(
            () => ModelEvaluation.Perplexity(_model, Tokens, new() { Parallelism = 1 }, stop, cancel.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Refuses_a_stride_out_of_range(int stride) => Assert.Equal(
        $"stride is {stride}, but it must be from 1 to the context length, 8.",
        Refusal.Of(() => ModelEvaluation.Perplexity(_model, Tokens, new() { Stride = stride })));

    [Fact]
    public void Refuses_parallelism_of_zero() => Assert.Equal(
        "parallelism is 0, but it must be at least 1.",
        Refusal.Of(() => ModelEvaluation.Perplexity(_model, Tokens, new() { Parallelism = 0 })));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(5, 1)]
    public void Refuses_what_leaves_nothing_to_predict(int count, int context) => Assert.Equal(
        $"{count} tokens in windows of {context} leave nothing to predict, but at least 2 tokens and a context of 2 are needed.",
        Refusal.Of(() => ModelEvaluation.Perplexity(new Constant(10, context, 0), Tokens.AsMemory(0, count))));

    [Fact]
    public void Refuses_a_token_outside_the_vocabulary_by_its_place_in_the_sequence() => Assert.Equal(
        "token 10 at position 20 is not in the model's vocabulary, which is 0 to 9.",
        Refusal.Of(() => ModelEvaluation.Perplexity(_model, Tokens[..20].Append(10).ToArray())));

    [Fact]
    public void Refuses_to_compare_vocabularies_of_different_size() => Assert.Equal(
        "the models have vocabularies of 10 and 4 tokens, but they must be the same.",
        Refusal.Of(() => ModelEvaluation.Compare(_model, new Constant(4, 8, 0), Tokens)));

    [Fact]
    public void An_error_inside_a_window_is_shown_as_it_is() => Assert.Equal(
        "broken.", Refusal.Of(() => ModelEvaluation.Perplexity(new Constant(10, 8, 0) { Broken = true }, Tokens)));

    private sealed class Immediate(List<EvaluationProgress> reports, Action? then = null) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }

    /// <summary>Gives its favourite the logit 1 and all others 0.</summary>
    private sealed class Constant(int vocabulary, int context, int favourite) : ILanguageModel
    {
        public bool Broken { get; init; }

        public int LongestPass { get; private set; }

        public int VocabularySize => vocabulary;

        public int ContextLength => context;

        public ILanguageModelSession Start() => new Session(this, favourite);

        private sealed class Session(Constant model, int favourite) : ILanguageModelSession
        {
            public int Position { get; private set; }

            public float[] Forward(ReadOnlySpan<int> tokens)
            {
                if (model.Broken) throw new ModelException("broken.");
                SessionGuard.Require(model, Position, tokens);
                model.LongestPass = Math.Max(model.LongestPass, tokens.Length);
                Position += tokens.Length;
                var logits = new float[tokens.Length * model.VocabularySize];
                for (var i = 0; i < tokens.Length; i++) logits[i * model.VocabularySize + favourite] = 1;
                return logits;
            }
        }
    }
}

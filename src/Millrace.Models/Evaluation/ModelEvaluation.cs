namespace Millrace.Models;

/// <summary>Measures models on a sequence of tokens: perplexity of one, and the difference between two.</summary>
public static class ModelEvaluation
{
    // A pass of many tokens over a large vocabulary would allocate gigabytes of logits; this bounds it.
    private const int LogitsAtOnce = 1 << 22;

    /// <summary>Perplexity over a sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The sequence, at least two tokens.</param>
    /// <param name="options">Stride and parallelism; null for the defaults.</param>
    /// <param name="progress">Told after each window.</param>
    /// <param name="cancellation">Ends the evaluation with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ModelException">Too few tokens, a token or an option out of range.</exception>
    public static PerplexityResult Perplexity(
        ILanguageModel model, ReadOnlyMemory<int> tokens, EvaluationOptions? options = null,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var score = Run([model], tokens, options ?? new(), progress, cancellation);
        return new PerplexityResult(score.Nats[0] / score.Tokens, score.Tokens);
    }

    /// <summary>Perplexity of two models and how often they agree on the likeliest token, in one pass.</summary>
    /// <param name="reference">The model that sets the standard.</param>
    /// <param name="candidate">The model that is judged; of the same vocabulary.</param>
    /// <param name="tokens">The sequence, at least two tokens.</param>
    /// <param name="options">Stride and parallelism; null for the defaults. Windows are as long as the shorter of the two contexts.</param>
    /// <param name="progress">Told after each window.</param>
    /// <param name="cancellation">Ends the evaluation with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ModelException">Too few tokens, a token or an option out of range, or vocabularies of different size.</exception>
    public static ComparisonResult Compare(
        ILanguageModel reference, ILanguageModel candidate, ReadOnlyMemory<int> tokens, EvaluationOptions? options = null,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (reference.VocabularySize != candidate.VocabularySize)
            throw new ModelException(
                $"the models have vocabularies of {reference.VocabularySize} and {candidate.VocabularySize} tokens, "
                + "but they must be the same.");
        var score = Run([reference, candidate], tokens, options ?? new(), progress, cancellation);
        return new ComparisonResult(
            new PerplexityResult(score.Nats[0] / score.Tokens, score.Tokens),
            new PerplexityResult(score.Nats[1] / score.Tokens, score.Tokens),
            (double)score.Agreements / score.Tokens);
    }

    private static Score Run(
        ILanguageModel[] models, ReadOnlyMemory<int> tokens, EvaluationOptions options,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var context = models.Min(m => m.ContextLength);
        var windows = ContextWindow.Slide(tokens.Length, context, RequireOptions(options, context));
        long total = windows.Sum(w => (long)w.ScoredTokens), done = 0;
        if (total == 0)
            throw new ModelException(
                $"{tokens.Length} tokens in windows of {context} leave nothing to predict, "
                + "but at least 2 tokens and a context of 2 are needed.");

        // Checked here once, so that the message gives the position in the sequence, not in a window.
        for (var i = 0; i < tokens.Length; i++) SessionGuard.RequireToken(models[0], i, tokens.Span[i]);

        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Parallelism ?? Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        var scores = InParallel.Select(
            windows,
            window =>
            {
                var score = ScoreWindow(models, tokens.Span, window, cancellation);
                progress?.Report(new EvaluationProgress(Interlocked.Add(ref done, window.ScoredTokens), total));
                return score;
            },
            parallel);

        // Added in the order of the windows, so that the sum does not depend on which thread was first.
        var sum = new Score(models.Length);
        foreach (var score in scores) sum.Add(score);
        return sum;
    }

    private static int RequireOptions(EvaluationOptions options, int context)
    {
        if (options.Stride is < 1 || options.Stride > context)
            throw new ModelException($"stride is {options.Stride}, but it must be from 1 to the context length, {context}.");
        if (options.Parallelism is < 1) throw new ModelException($"parallelism is {options.Parallelism}, but it must be at least 1.");
        return options.Stride ?? context;
    }

    private static Score ScoreWindow(
        ILanguageModel[] models, ReadOnlySpan<int> tokens, ContextWindow window, CancellationToken cancellation)
    {
        var score = new Score(models.Length);
        if (window.ScoredTokens == 0) return score;

        var vocabulary = models[0].VocabularySize;
        var sessions = Array.ConvertAll(models, m => m.Start());
        var atOnce = Math.Max(1, LogitsAtOnce / vocabulary);
        for (var start = window.Start; start < window.End - 1; start += atOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = tokens[start..Math.Min(start + atOnce, window.End - 1)];
            var logits = new float[models.Length][];
            for (var m = 0; m < models.Length; m++) logits[m] = sessions[m].Forward(part);
            for (var i = 0; i < part.Length; i++)
            {
                var target = start + i + 1;
                if (target < window.FirstScored) continue;
                score.Take(logits, i * vocabulary, vocabulary, tokens[target]);
            }
        }
        return score;
    }

    /// <summary>Sums over scored tokens.</summary>
    private sealed class Score(int models)
    {
        public double[] Nats { get; } = new double[models];

        public long Agreements { get; private set; }

        public long Tokens { get; private set; }

        public void Take(float[][] logits, int offset, int vocabulary, int target)
        {
            var first = 0;
            var agree = true;
            for (var m = 0; m < Nats.Length; m++)
            {
                var row = logits[m].AsSpan(offset, vocabulary);
                var top = Sampler.Greedy(row);
                if (m == 0) first = top;
                agree &= top == first;
                double sum = 0;
                foreach (var logit in row) sum += Math.Exp((double)logit - row[top]);
                Nats[m] += Math.Log(sum) + row[top] - row[target];
            }
            Tokens++;
            if (agree) Agreements++;
        }

        public void Add(Score other)
        {
            for (var m = 0; m < Nats.Length; m++) Nats[m] += other.Nats[m];
            Agreements += other.Agreements;
            Tokens += other.Tokens;
        }
    }
}

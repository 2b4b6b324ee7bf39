namespace Millrace.Models;

/// <summary>
/// Chooses the next token from logits. The same logits, options and seed give the same tokens on every machine. Used by one thread at a
/// time.
/// </summary>
public sealed class Sampler
{
    private readonly SamplerOptions _options;
    private readonly SplitMix64 _random;

    /// <summary>A sampler that starts from the options' seed.</summary>
    /// <exception cref="ModelException">The temperature is negative or not finite, or top-k is negative.</exception>
    public Sampler(SamplerOptions options)
    {
        if (!(options.Temperature >= 0 && double.IsFinite(options.Temperature)))
            throw new ModelException($"temperature is {options.Temperature:R}, but it must be a number of at least 0.");
        if (options.TopK < 0) throw new ModelException($"top-k is {options.TopK}, but it must be at least 0, which stands for all tokens.");
        (_options, _random) = (options, new SplitMix64(options.Seed));
    }

    /// <summary>The token chosen; one random number is used unless the choice is greedy.</summary>
    /// <param name="logits">[vocabulary], finite, at least one.</param>
    public int Next(ReadOnlySpan<float> logits)
    {
        var best = Greedy(logits);
        if (_options.Temperature == 0 || _options.TopK == 1) return best;

        var candidates = _options.TopK > 0 && _options.TopK < logits.Length ? Largest(logits, _options.TopK) : null;
        var weights = new double[candidates?.Length ?? logits.Length];
        double total = 0;
        for (var i = 0; i < weights.Length; i++)
            total += weights[i] = PortableExp.Evaluate(((double)logits[candidates?[i] ?? i] - logits[best]) / _options.Temperature);

        var chosen = _random.NextDouble() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            chosen -= weights[i];
            if (chosen < 0) return candidates?[i] ?? i;
        }
        return best; // rounding left a crumb behind the last weight
    }

    /// <summary>The token with the largest logit; of equal ones the first.</summary>
    /// <param name="logits">[vocabulary], at least one.</param>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        return best;
    }

    // The k tokens of largest logit, by id; of equal logits the first stay.
    private static int[] Largest(ReadOnlySpan<float> logits, int k)
    {
        var kept = new PriorityQueue<int, (float Logit, int MinusToken)>();
        for (var token = 0; token < logits.Length; token++)
            if (kept.Count < k) kept.Enqueue(token, (logits[token], -token));
            else kept.EnqueueDequeue(token, (logits[token], -token));
        int[] tokens = [.. kept.UnorderedItems.Select(item => item.Element)];
        Array.Sort(tokens);
        return tokens;
    }
}

namespace Millrace.Models.Quantization;

/// <summary>What a model is calibrated on when nobody gives text: its own. Sampling from the model needs no data and no tokenizer, works
/// for any vocabulary, and stays close to what the model was trained on, where arbitrary tokens would not.</summary>
public static class CalibrationSequences
{
    /// <summary>Number of sequences.</summary>
    public const int Count = 4;

    /// <summary>The longest sequence; the model's context if that is less.</summary>
    public const int MaxLength = 128;

    /// <summary>Sequences that the model writes: the first tokens spread over the vocabulary, the others drawn from its own softmax with a
    /// fixed generator, so that the result is always the same.</summary>
    public static IReadOnlyList<int[]> FromModel(Gpt2FloatModel model)
    {
        var random = new SplitMix(2024);
        var sequences = new int[Count][];
        for (var s = 0; s < Count; s++)
        {
            var session = model.Start();
            var sequence = new int[Math.Min(MaxLength, model.ContextLength)];
            sequence[0] = (int)((long)model.VocabularySize * s / Count);
            for (var i = 1; i < sequence.Length; i++)
                sequence[i] = Sample(session.Forward([sequence[i - 1]]), random.NextUnit());
            sequences[s] = sequence;
        }

        return sequences;
    }

    /// <summary>The token at which the cumulative probability passes <paramref name="unit"/> in [0, 1).</summary>
    private static int Sample(ReadOnlySpan<float> logits, double unit)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (var logit in logits)
            max = Math.Max(max, logit);
        foreach (var logit in logits)
            sum += Math.Exp(logit - max);
        var left = unit * sum;
        for (var token = 0; token < logits.Length; token++)
            if ((left -= Math.Exp(logits[token] - max)) < 0)
                return token;

        // Rounding can leave a remainder, and so can logits that are not finite: calibration itself reports those.
        return logits.Length - 1;
    }

    /// <summary>Steele, Lea and Flood's SplitMix64: System.Random's sequence is not promised from one version to the next.</summary>
    private sealed class SplitMix(ulong state)
    {
        public double NextUnit()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (z ^ (z >> 31)) / Math.Pow(2, 64) is var unit && unit < 1 ? unit : 0;
        }
    }
}

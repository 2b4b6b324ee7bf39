namespace Millrace.Models.Quantization;

/// <summary>What an encoder is calibrated on.</summary>
public static class BertCalibration
{
    /// <summary>The most sequences: ranges change little after a few thousand tokens.</summary>
    public const int Most = 64;

    /// <summary>Sequences of arbitrary tokens, for a model that comes without tokenizer and without text: an encoder cannot write its own.
    /// Always the same.</summary>
    public static IReadOnlyList<BertInput> Arbitrary(BertConfig config)
    {
        var random = new SplitMix64(2024);
        return [.. Enumerable.Range(1, 32).Select(i => new BertInput(
            [.. Enumerable.Range(0, Math.Max(1, Math.Min(128, config.ContextLength) * i / 32))
                .Select(_ => (int)(random.NextDouble() * config.VocabularySize))]))];
    }

    /// <summary>The lines of a text, each a sequence, cut at the model's positions; at most <see cref="Most"/>, spread over the
    /// text.</summary>
    /// <param name="config">Whose positions they are.</param>
    /// <param name="encode">Turns a line into the model's input, special tokens included.</param>
    /// <param name="text">Text of the kind that the model will see; null for <see cref="CalibrationSequences.English"/>.</param>
    /// <exception cref="ModelException">The text is empty.</exception>
    public static IReadOnlyList<BertInput> FromText(BertConfig config, Func<string, BertInput> encode, string? text = null)
    {
        var lines = (text ?? CalibrationSequences.English)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) throw new ModelException("The text to calibrate on is empty.");
        var count = Math.Min(Most, lines.Length);
        return [.. Enumerable.Range(0, count).Select(i => Cut(encode(lines[(int)((long)lines.Length * i / count)])))];

        BertInput Cut(BertInput input) => input.Tokens.Length <= config.ContextLength
            ? input
            : new(input.Tokens[..config.ContextLength], input.Segments?[..config.ContextLength]);
    }
}

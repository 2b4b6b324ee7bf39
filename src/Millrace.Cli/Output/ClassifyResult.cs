namespace Millrace.Cli;

/// <summary><c>millrace classify --json</c>, of one text.</summary>
internal sealed record ClassifyResult : EncoderResult
{
    /// <summary>The likeliest label.</summary>
    public required string Label { get; init; }

    /// <summary>The probability of each label, in the model's order.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }
}

/// <summary><c>millrace classify --file --json</c>.</summary>
/// <param name="Texts">A result for each line.</param>
internal sealed record ClassifyFileResult(IReadOnlyList<ClassifyResult> Texts);

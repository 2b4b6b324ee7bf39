namespace Millrace.Analysis;

/// <summary>A contender's figures between the rows: over prompts, positions and output lengths, as far as it holds them.</summary>
public sealed record CompareCurve
{
    /// <summary>The contender, by its name.</summary>
    public required string Contender { get; init; }

    /// <summary>Prefill by tokens of the prompt.</summary>
    public required IReadOnlyList<CurvePoint> Prefill { get; init; }

    /// <summary>One token by its position; empty of an encoder.</summary>
    public required IReadOnlyList<CurvePoint> Decode { get; init; }

    /// <summary>Prompt to last token by generated tokens, for each prompt; empty of an encoder.</summary>
    public required IReadOnlyList<TotalCurve> Totals { get; init; }
}

/// <summary>A figure at a number of tokens.</summary>
/// <param name="Tokens">Tokens of a prompt, before a token, or generated.</param>
/// <param name="Ms">Time, ms.</param>
/// <param name="JoulesPerToken">Energy over the tokens read or made.</param>
public readonly record struct CurvePoint(int Tokens, double Ms, double JoulesPerToken);

/// <summary>Prompt to last token behind one prompt.</summary>
/// <param name="PromptTokens">l.</param>
/// <param name="Points">By generated tokens.</param>
public sealed record TotalCurve(int PromptTokens, IReadOnlyList<CurvePoint> Points);

namespace Millrace.Cli;

/// <summary><c>millrace fill-mask --json</c>.</summary>
internal sealed record FillMaskResult : EncoderResult
{
    /// <summary>Each mask of the text, in order.</summary>
    public required IReadOnlyList<FilledMask> Masks { get; init; }
}

/// <summary>One mask.</summary>
/// <param name="Position">Where it stands among the tokens.</param>
/// <param name="Candidates">The likeliest tokens, the first first.</param>
internal sealed record FilledMask(int Position, IReadOnlyList<MaskCandidate> Candidates);

/// <summary>What may stand there.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="Score">Its probability.</param>
internal sealed record MaskCandidate(int Token, string Text, double Score);

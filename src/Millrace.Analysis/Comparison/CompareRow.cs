namespace Millrace.Analysis;

/// <summary>One contender on one prompt and output length. Numbers are null where it cannot hold them, and <see cref="Message"/> says
/// why.</summary>
public sealed record CompareRow
{
    /// <summary>The contender, by its name.</summary>
    public required string Contender { get; init; }

    /// <summary>l.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>g.</summary>
    public required int GeneratedTokens { get; init; }

    /// <summary>Whether model, cache and design are held.</summary>
    public required bool Feasible { get; init; }

    /// <summary>Why not, or null.</summary>
    public required string? Message { get; init; }

    /// <summary>The prompt, up to the first generated token, ms.</summary>
    public double? PrefillMs { get; init; }

    /// <summary>A token behind the first, the mean of the g - 1 at positions l to l + g - 2, ms; null where there is none.</summary>
    public double? DecodeMs { get; init; }

    /// <summary>Prompt to last token, ms.</summary>
    public double? TotalMs { get; init; }

    /// <summary>Generated tokens over the whole time; null of an encoder.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Energy of the whole, J.</summary>
    public double? Joules { get; init; }

    /// <summary>The same over the generated tokens; of an encoder over those of the prompt.</summary>
    public double? JoulesPerToken { get; init; }

    /// <summary>What takes most of the prefill.</summary>
    public string? PrefillBound { get; init; }

    /// <summary>What takes most of the last token, which is decoded at position l + g - 2.</summary>
    public string? DecodeBound { get; init; }

    /// <summary>What kind of figures these are.</summary>
    public string? Fidelity { get; init; }
}

namespace Millrace.Cli;

/// <summary><c>millrace logits --json</c>. What only the network engine knows is null for the others.</summary>
internal sealed record LogitsResult
{
    public required string Engine { get; init; }

    public required string Output { get; init; }

    /// <summary>Tokens, vocabulary; of an encoder, rows and columns of what its head gives.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    public required IReadOnlyList<int> Tokens { get; init; }

    public string? Device { get; init; }

    public double? ClockMhz { get; init; }

    public string? ClockBasis { get; init; }

    public string? Fidelity { get; init; }

    public PrefillTime? Prefill { get; init; }
}

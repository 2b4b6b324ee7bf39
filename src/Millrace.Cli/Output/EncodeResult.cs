namespace Millrace.Cli;

/// <summary><c>millrace encode --json</c>.</summary>
internal sealed record EncodeResult : EncoderResult
{
    /// <summary>The file of the last hidden state.</summary>
    public required string Output { get; init; }

    /// <summary>Tokens, width.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>The file of the pooled output, shape (1, width); null where the model has none.</summary>
    public string? Pooled { get; init; }
}

namespace Millrace.Cli;

/// <summary><c>millrace evaluate --json</c>.</summary>
internal sealed record EvaluateResult
{
    public required string Engine { get; init; }

    public required int Tokens { get; init; }

    public required long ScoredTokens { get; init; }

    public required int Stride { get; init; }

    public required double NatsPerToken { get; init; }

    public required double Perplexity { get; init; }

    public required double FloatNatsPerToken { get; init; }

    public required double FloatPerplexity { get; init; }

    /// <summary>The engine's perplexity over the float engine's.</summary>
    public required double PerplexityRatio { get; init; }

    /// <summary>Share of the tokens for which both engines find the same token likeliest.</summary>
    public required double Top1Agreement { get; init; }
}

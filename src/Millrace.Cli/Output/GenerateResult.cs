namespace Millrace.Cli;

/// <summary><c>millrace generate --json</c>. What only the network engine knows is null for the others.</summary>
internal sealed record GenerateResult
{
    public required string Engine { get; init; }

    public string? Device { get; init; }

    public double? ClockMhz { get; init; }

    /// <summary>What the clock rests on.</summary>
    public string? ClockBasis { get; init; }

    /// <summary>What kind of figure the cycles are.</summary>
    public string? Fidelity { get; init; }

    public required IReadOnlyList<int> PromptTokens { get; init; }

    /// <summary>The tokens generated, the prompt's not among them.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Their text, or null if the model has no tokenizer.</summary>
    public string? Text { get; init; }

    /// <summary><c>length</c>, <c>end_of_text</c> or <c>context</c>.</summary>
    public required string StopReason { get; init; }

    public PrefillTime? Prefill { get; init; }

    /// <summary>One entry for each token but the first, which comes with the prefill.</summary>
    public IReadOnlyList<LaunchTime>? Decode { get; init; }

    public IReadOnlyList<EngineShare>? Engines { get; init; }

    public IReadOnlyList<ChannelStall>? Stalls { get; init; }
}

namespace Millrace.Cli;

/// <summary><c>millrace classify --json</c>, of one text. What only the network engine knows is null for the others.</summary>
internal sealed record ClassifyResult
{
    public required string Engine { get; init; }

    public string? Device { get; init; }

    public double? ClockMhz { get; init; }

    public string? ClockBasis { get; init; }

    public string? Fidelity { get; init; }

    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>The likeliest label.</summary>
    public required string Label { get; init; }

    /// <summary>The probability of each label, in the model's order.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>From the first token that enters to the last number that leaves.</summary>
    public long? Cycles { get; init; }

    public double? Ms { get; init; }

    /// <summary>One layer.</summary>
    public LaunchTime? Layer { get; init; }

    /// <summary>All layers.</summary>
    public LaunchTime? Model { get; init; }
}

/// <summary><c>millrace classify --file --json</c>.</summary>
/// <param name="Texts">A result for each line.</param>
internal sealed record ClassifyFileResult(IReadOnlyList<ClassifyResult> Texts);

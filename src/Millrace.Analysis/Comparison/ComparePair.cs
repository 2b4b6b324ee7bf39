namespace Millrace.Analysis;

/// <summary>A board against a GPU or its overlay.</summary>
public sealed record ComparePair
{
    /// <summary>The best case of a board, or a design on it.</summary>
    public required string Board { get; init; }

    /// <summary>Its rival.</summary>
    public required string Rival { get; init; }

    /// <summary>Where the board is ahead, prompt by prompt; empty where one of the two cannot hold the model.</summary>
    public required IReadOnlyList<PairCrossover> Crossovers { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Sentence { get; init; }
}

/// <summary>Where a board is ahead at one prompt.</summary>
/// <param name="PromptTokens">l.</param>
/// <param name="Latency">By the time to the last token.</param>
/// <param name="Energy">By the energy.</param>
public sealed record PairCrossover(int PromptTokens, Crossing Latency, Crossing Energy);

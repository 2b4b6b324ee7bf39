namespace Millrace.Cli;

/// <summary><c>millrace evaluate --json</c> of a classifier.</summary>
internal sealed record EvaluateLabelsResult
{
    public required string Engine { get; init; }

    public required int Texts { get; init; }

    public required long Tokens { get; init; }

    /// <summary>Share of the texts whose label the engine finds.</summary>
    public required double Accuracy { get; init; }

    public required double FloatAccuracy { get; init; }

    /// <summary>Share of the texts for which both engines find the same label.</summary>
    public required double LabelAgreement { get; init; }

    /// <summary>The least cosine between the hidden states of both engines, over the texts.</summary>
    public required double LeastCosine { get; init; }

    public required double MeanCosine { get; init; }
}

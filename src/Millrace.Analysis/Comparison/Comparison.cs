namespace Millrace.Analysis;

/// <summary>Boards and GPUs beside each other: rows, who wins where, and what the figures are made of.</summary>
public sealed record Comparison
{
    /// <summary>The model, by its name.</summary>
    public required string Model { get; init; }

    /// <summary>Prompts, in ascending order.</summary>
    public required IReadOnlyList<int> PromptTokens { get; init; }

    /// <summary>Output lengths, in ascending order; a single 0 of an encoder.</summary>
    public required IReadOnlyList<int> GeneratedTokens { get; init; }

    /// <summary>Tokens of the longest sequence that the model allows.</summary>
    public required int ContextLength { get; init; }

    /// <summary>The prompt that formulas and roofline stand for.</summary>
    public required int ReferencePromptTokens { get; init; }

    /// <summary>The output length that formulas stand for.</summary>
    public required int ReferenceGeneratedTokens { get; init; }

    /// <summary>All that are compared: best cases of boards with their overlays, designs, GPUs.</summary>
    public required IReadOnlyList<Contender> Contenders { get; init; }

    /// <summary>Every contender on every prompt and output length.</summary>
    public required IReadOnlyList<CompareRow> Rows { get; init; }

    /// <summary>The fastest and the most frugal of each prompt and output length.</summary>
    public required IReadOnlyList<CompareWinner> Winners { get; init; }

    /// <summary>Best cases and designs against GPUs and overlays of the same board.</summary>
    public required IReadOnlyList<ComparePair> Pairs { get; init; }

    /// <summary>Figures between the rows.</summary>
    public required IReadOnlyList<CompareCurve> Curves { get; init; }

    /// <summary>Operators beside the roofs.</summary>
    public required IReadOnlyList<RooflinePoint> Roofline { get; init; }

    /// <summary>Equations with their values.</summary>
    public required IReadOnlyList<ContenderFormulas> Formulas { get; init; }

    /// <summary>What others have published of this model.</summary>
    public required IReadOnlyList<PublishedDesign> Published { get; init; }

    /// <summary>Figures of the boards and GPUs that nobody has found in the document they are said to be of.</summary>
    public required IReadOnlyList<UnverifiedFigure> Unverified { get; init; }
}

/// <summary>Who is ahead at one prompt and output length; null where nobody holds it.</summary>
/// <param name="PromptTokens">l.</param>
/// <param name="GeneratedTokens">g.</param>
/// <param name="Latency">The fastest.</param>
/// <param name="Energy">The one of least energy.</param>
public sealed record CompareWinner(int PromptTokens, int GeneratedTokens, string? Latency, string? Energy);

/// <summary>The equations of a contender at the reference prompt and output length.</summary>
/// <param name="Contender">The contender, by its name.</param>
/// <param name="Formulas">Its equations.</param>
public sealed record ContenderFormulas(string Contender, IReadOnlyList<Formula> Formulas);

/// <summary>A figure of a board or GPU that is not verified.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Figure">Where it stands in the data file.</param>
/// <param name="Value">The number.</param>
/// <param name="Source">The document it is said to be of, or <c>assumption</c>.</param>
public sealed record UnverifiedFigure(string Device, string Figure, double Value, string Source);

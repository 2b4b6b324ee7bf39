using System.Text.Json.Serialization;

namespace Millrace.Analysis;

/// <summary>One that is compared: the best case of a board, a design on one, an overlay, or a GPU as it is driven.</summary>
public sealed record Contender
{
    /// <summary>What it is called in tables, <c>a100-80gb-pcie W8A8 graph</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The board or GPU, by its name, with a number where another has the same.</summary>
    public required string Device { get; init; }

    /// <summary>What it is.</summary>
    public required ContenderKind Kind { get; init; }

    /// <summary><c>W8A8</c>, <c>FP16</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The clock, MHz, an assumption; null of a GPU.</summary>
    public double? ClockMhz { get; init; }

    /// <summary>What stands on the board or drives the GPU.</summary>
    public required string Description { get; init; }

    /// <summary>Whether model and shortest request are held.</summary>
    public bool Feasible => LongestTokens > 0;

    /// <summary>Why not, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Why nothing that can be generated stands behind the figures, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The limit of the board that binds the size of the design; null where none was searched.</summary>
    public string? Binding { get; init; }

    /// <summary>Tokens of the longest sequence that is held; 0 where none is.</summary>
    public required int LongestTokens { get; init; }

    /// <summary>Multiply-accumulates a second at most.</summary>
    public required double PeakMacsPerSecond { get; init; }

    /// <summary>Bytes a second from and to off-chip memory at most.</summary>
    public required double BytesPerSecond { get; init; }

    [JsonIgnore]
    internal IContenderCosts Costs { get; init; } = null!;
}

using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>A point and what it comes to; times by the refined form.</summary>
public sealed record PointFigures
{
    /// <summary>The point.</summary>
    public required DesignPoint Point { get; init; }

    /// <summary>Cycles of the prompt, until the logits of its last token.</summary>
    public required double PrefillCycles { get; init; }

    /// <summary>Cycles of the last decoded token; null where none is.</summary>
    public required double? DecodeCycles { get; init; }

    /// <summary>Milliseconds of the prompt.</summary>
    public required double PrefillMs { get; init; }

    /// <summary>Milliseconds of the last decoded token.</summary>
    public required double? DecodeMs { get; init; }

    /// <summary>Milliseconds of the prompt and all decoded tokens. A decode takes longer the more tokens it sees, ever faster, so that the
    /// mean of the first and the last is no less than that of all.</summary>
    public required double TotalMs { get; init; }

    /// <summary>Power of all boards while the last token is decoded, or the prompt worked on if none is; a model of it.</summary>
    public required double Watts { get; init; }

    /// <summary>Energy of the last decoded token, or of a token of the prompt if none is decoded.</summary>
    public required double JoulesPerToken { get; init; }

    /// <summary>Limits of one board.</summary>
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>Whether all are satisfied.</summary>
    public bool Feasible => Constraints.All(c => c.Satisfied);

    /// <summary>The largest share of a limit of the fabric: DSP, LUT, FF, BRAM, URAM.</summary>
    public required double ResourceShare { get; init; }

    /// <summary>The figure an objective makes small.</summary>
    public double Value(ExplorationObjective objective) => objective switch
    {
        ExplorationObjective.Decode => DecodeMs ?? double.PositiveInfinity,
        ExplorationObjective.Prefill => PrefillMs,
        ExplorationObjective.Total => TotalMs,
        _ => JoulesPerToken,
    };
}

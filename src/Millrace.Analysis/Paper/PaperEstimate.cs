namespace Millrace.Analysis;

/// <summary>What the closed form says of a design, for people: figures, constraints, and what binds.</summary>
public sealed record PaperEstimate
{
    /// <summary>The design.</summary>
    public required PaperPoint Point { get; init; }

    /// <summary>What one device offers.</summary>
    public required DeviceLimits Limits { get; init; }

    /// <summary>All numbers.</summary>
    public required PaperFigures Figures { get; init; }

    /// <summary>M of a balanced design, given or found; null where the operators were set one by one.</summary>
    public required long? BalancedMacsPerCycle { get; init; }

    /// <summary>Whether M was searched.</summary>
    public required bool Searched { get; init; }

    /// <summary>All constraints of one device.</summary>
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>
    /// The name of the constraint that binds: of those exceeded, or of those that a search met next, or of all, the one of largest share.
    /// </summary>
    public required string Binding { get; init; }

    /// <summary>Whether all constraints are satisfied.</summary>
    public required bool Feasible { get; init; }

    /// <summary>Whether any token is generated; else decode figures mean nothing.</summary>
    public required bool Decodes { get; init; }

    /// <summary>Each operator's prefill on its engine, cycles.</summary>
    public PerOperator OperatorPrefillCycles => Demand.PrefillMacs(Point.Shape, Point.PromptTokens) / (Point.TensorParallel * Point.MacsPerCycle);

    /// <summary>Each operator's decode of one token on its engine, cycles.</summary>
    public PerOperator OperatorDecodeCycles => Demand.DecodeMacs(Point.Shape, Point.LongestTokens) / (Point.TensorParallel * Point.MacsPerCycle);

    /// <summary>The time of some cycles, milliseconds.</summary>
    public double Milliseconds(double cycles) => cycles / (1e3 * Point.ClockMegahertz);
}

using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary><c>millrace estimate --json</c>. What decode takes is null where no token is generated.</summary>
internal sealed record EstimateResult
{
    /// <summary>Which equations.</summary>
    public required string Form { get; init; }

    /// <summary>What kind of figure the times are.</summary>
    public required string Fidelity { get; init; }

    public required double ClockMhz { get; init; }

    /// <summary>What the clock rests on.</summary>
    public required string ClockBasis { get; init; }

    /// <summary>M of a balanced design, or null where the operators were set one by one.</summary>
    public required long? BalancedMacs { get; init; }

    public required IReadOnlyList<OperatorEstimate> Operators { get; init; }

    /// <summary>One layer through its engines.</summary>
    public required LatencyEstimate Layer { get; init; }

    /// <summary>All layers; in the refined form with the language-model head.</summary>
    public required LatencyEstimate Model { get; init; }

    /// <summary>Prompt and all generated tokens; null in the closed form.</summary>
    public double? TotalMs { get; init; }

    /// <summary>What takes most of the time; null in the closed form.</summary>
    public BoundEstimate? Bound { get; init; }

    public required IReadOnlyList<ConstraintEstimate> Constraints { get; init; }

    public required string Binding { get; init; }

    /// <summary>Whether all constraints are satisfied; where not, the times are of a design that cannot be built.</summary>
    public required bool Feasible { get; init; }

    /// <summary>Why no design of this size can be generated for the board; null where one may be.</summary>
    public required string? Note { get; init; }

    /// <summary>Null for one FPGA.</summary>
    public required CommunicationEstimate? Communication { get; init; }

    /// <summary>Null in the closed form.</summary>
    public EnergyEstimate? Energy { get; init; }
}

/// <summary>One operator on its engine.</summary>
internal sealed record OperatorEstimate(string Name, double MacsPerCycle, double PrefillCycles, double? DecodeCycles);

/// <summary>Prefill of the prompt, and decode of the last token.</summary>
internal sealed record LatencyEstimate(double PrefillCycles, double PrefillMs, double? DecodeCycles, double? DecodeMs);

/// <summary><c>compute</c>, <c>bandwidth</c> or <c>dependencies</c>.</summary>
internal sealed record BoundEstimate(string Prefill, string? Decode);

/// <summary>A limit of one device.</summary>
internal sealed record ConstraintEstimate(string Name, double Used, double Limit, bool Satisfied, string Unit)
{
    /// <summary>Those of constraints, in their order.</summary>
    public static IReadOnlyList<ConstraintEstimate> Of(IEnumerable<Constraint> constraints) =>
        [.. constraints.Select(c => new ConstraintEstimate(c.Name, c.Used, c.Limit, c.Satisfied, c.Unit))];
}

/// <summary>One all-reduce, of two a layer; in the refined form with the latency of its link, which the closed form has none of.</summary>
internal sealed record CommunicationEstimate(double AllReducePrefillMs, double? AllReduceDecodeMs, double? LinkLatencyMs);

/// <summary>Mean power of all boards in a phase, energy of a token read or made, and of the whole.</summary>
internal sealed record EnergyEstimate(
    double PrefillWatts, double PrefillJoulesPerToken, double? DecodeWatts, double? DecodeJoulesPerToken, double TotalJoules);

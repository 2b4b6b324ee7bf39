namespace Millrace.Analysis;

/// <summary>What the refined form says of a design given by multiply-accumulates a cycle: latencies, constraints against what can be routed
/// and reached, power and energy.</summary>
public sealed record RefinedEstimate
{
    /// <summary>The design: the symbols of the equations.</summary>
    public required PaperPoint Point { get; init; }

    /// <summary>The same in words and cycles.</summary>
    public required RefinedDesign Design { get; init; }

    /// <summary>What one device offers: what can be routed and reached.</summary>
    public required DeviceLimits Limits { get; init; }

    /// <summary>The closed form's numbers of the same design, which the constraints come from.</summary>
    public required PaperFigures Figures { get; init; }

    /// <summary>Devices.</summary>
    public int Devices => Point.TensorParallel * Point.PipelineParallel;

    /// <summary>M of a balanced design, given or found; null where the operators were set one by one.</summary>
    public required long? BalancedMacsPerCycle { get; init; }

    /// <summary>Whether M was searched.</summary>
    public required bool Searched { get; init; }

    /// <summary>All constraints of one device, as of the closed form, against <see cref="Limits"/>.</summary>
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>The name of the constraint that binds.</summary>
    public required string Binding { get; init; }

    /// <summary>Whether all constraints are satisfied.</summary>
    public required bool Feasible { get; init; }

    /// <summary>The prompt, logits of its last token.</summary>
    public required RefinedPhase Prefill { get; init; }

    /// <summary>The last decode step, or null if there is none: the prompt gives the first token.</summary>
    public required RefinedPhase? Decode { get; init; }

    /// <summary>Latency of a link between devices, milliseconds: an assumption; 0 of one device.</summary>
    public double LinkLatencyMilliseconds => 1e3 * Design.LinkLatency / Point.ClockHertz;

    /// <summary>One all-reduce of the prompt, its link's latency included, milliseconds; 0 where no layer is shared.</summary>
    public double AllReducePrefillMilliseconds => AllReduceMilliseconds(Figures.AllReducePrefillSeconds);

    /// <summary>The same of a decoded token.</summary>
    public double AllReduceDecodeMilliseconds => AllReduceMilliseconds(Figures.AllReduceDecodeSeconds);

    /// <summary>Prompt and all generated tokens, milliseconds: the prompt gives the first of them, each other is decoded at its own
    /// position.</summary>
    public required double TotalMilliseconds { get; init; }

    /// <summary>Joules of <see cref="TotalMilliseconds"/>, all devices.</summary>
    public required double TotalJoules { get; init; }

    private double AllReduceMilliseconds(double seconds) => Point.TensorParallel == 1 ? 0 : (1e3 * seconds) + LinkLatencyMilliseconds;
}

namespace Millrace.Analysis;

/// <summary>What a temporal overlay needs for a model.</summary>
public sealed record OverlayEstimate
{
    /// <summary>What was asked, with clock and tokens filled in.</summary>
    public required OverlayRequest Request { get; init; }

    /// <summary>The prompt, up to the first generated token, milliseconds.</summary>
    public required double PrefillMilliseconds { get; init; }

    /// <summary>The token after prompt and generated ones, as in equation (9), milliseconds; null of an encoder.</summary>
    public required double? DecodeMilliseconds { get; init; }

    /// <summary>All generated tokens but the first, each at its own position, milliseconds.</summary>
    public required double GenerationMilliseconds { get; init; }

    /// <summary>From the prompt to the last generated token, milliseconds.</summary>
    public double TotalMilliseconds => PrefillMilliseconds + GenerationMilliseconds;

    /// <summary>Multipliers, and model and cache in off-chip memory.</summary>
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>Whether all constraints are satisfied.</summary>
    public bool Feasible => Constraints.All(c => c.Satisfied);
}

namespace Millrace.Accelerators;

/// <summary>Predicted and simulated cycles of one point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Prefill">Of the prompt.</param>
/// <param name="Decode">Of the token.</param>
public sealed record ValidationResult(ValidationPoint Point, PredictedCycles Prefill, PredictedCycles Decode);

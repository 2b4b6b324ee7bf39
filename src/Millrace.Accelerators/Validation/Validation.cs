using Millrace.Analysis;

namespace Millrace.Accelerators;

/// <summary>Holds the refined form against the cycle-exact simulation.</summary>
public static class Validation
{
    /// <summary>Both of one point.</summary>
    /// <exception cref="DesignPointException">The design cannot be built.</exception>
    public static ValidationResult Of(ValidationPoint point)
    {
        var simulation = Gpt2Timing.Build(point.Design, point.Device);
        var form = RefinedDesign.Of(point.Design, point.Device);
        return new ValidationResult(
            point, Cycles(0, point.PromptTokens, point.PromptLogits), Cycles(point.DecodePosition, 1, 1));

        PredictedCycles Cycles(int position, int tokens, int logits) => new(
            simulation.Time(position, tokens, logits).Cycles, RefinedForm.Launch(form, position, tokens, logits).Cycles);
    }
}

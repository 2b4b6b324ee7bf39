using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 3.</summary>
internal static class WeightsBeforeActivations
{
    private const double Much = 2;
    private const double Little = 1.1;

    public static Insight Decide(IReadOnlyList<QuantizationRow> rows) => new(
        3, "Weights must be quantized; the bits of activations matter little.",
        [
            Claim(rows, StudyPhase.Prefill, ofWeights: true),
            Claim(rows, StudyPhase.Decode, ofWeights: true),
            Claim(rows, StudyPhase.Prefill, ofWeights: false),
            Claim(rows, StudyPhase.Decode, ofWeights: false),
        ],
        Invariant($"\"Must\" is read as a factor of at least {Much} between 16 and 4 bits, \"little\" as one of at most {Little}. ")
        + "Multipliers are counted by what a DSP slice makes of the operands: wider activations take slices, so that wherever multipliers "
        + "bind, activations count too. Without reuse of weights it is their bandwidth that binds, in prefill too.");

    private static Claim Claim(IReadOnlyList<QuantizationRow> rows, StudyPhase phase, bool ofWeights)
    {
        var reuse = phase is StudyPhase.Prefill ? StudySettings.PrefillReuse : 1;
        var factor = Factor(reuse);
        var (what, held) = ofWeights ? ("weights", "A8") : ("activations", "W4");
        var text = ofWeights
            ? Invariant($"{Name(phase)}, {held}: with weights of 16 bits it takes at least {Much} times as long as with 4.")
            : Invariant($"{Name(phase)}, {held}: with activations of 16 bits it takes at most {Little} times as long as with 4.");
        var numbers = $"{Text(reuse)} with r = {reuse}" + (reuse == 1 ? "" : $"; {Text(1)} without reuse of weights (r = 1)");
        return new Claim(text, ofWeights ? factor >= Much : factor <= Little, numbers);

        double Factor(int r) => At(r, 16).Milliseconds / At(r, 4).Milliseconds;
        string Text(int r) => Invariant($"{Design(At(r, 16))} against {Design(At(r, 4))}, {Factor(r):0.00} x by the bits of {what}");
        StudyPoint At(int r, int bits) => ofWeights ? Row(r, bits, 8) : Row(r, 4, bits);
        StudyPoint Row(int r, int weights, int activations) =>
            rows.Single(w => (w.Phase, w.WeightReuse, w.WeightBits, w.ActivationBits) == (phase, r, weights, activations)).Largest;
    }

    private static string Design(StudyPoint p) => Invariant($"{p.Milliseconds:0.00} ms (M = {p.MacsPerCycle}, {p.Binding})");

    private static string Name(StudyPhase phase) => phase is StudyPhase.Prefill ? "Prefill" : "Decode";
}

namespace Millrace.Analysis;

/// <summary>GPT-2 Medium on U280 over the bits of weights and activations.</summary>
public static class QuantizationSweep
{
    private static readonly (StudyPhase Phase, int Reuse)[] Designs =
        [(StudyPhase.Prefill, StudySettings.PrefillReuse), (StudyPhase.Prefill, 1), (StudyPhase.Decode, 1)];

    /// <summary>All pairs of bits in prefill, in prefill without reuse of weights, and in decode.</summary>
    public static IReadOnlyList<QuantizationRow> Compute() =>
    [
        .. from design in Designs
           from weights in StudySettings.Bits
           from activations in StudySettings.Bits
           let point = new StudyCase(StudySettings.Gpt2, StudySettings.U280, design.Phase)
           {
               WeightReuse = design.Reuse,
               WeightBits = weights,
               ActivationBits = activations,
           }
           select new QuantizationRow(design.Phase, design.Reuse, weights, activations, point.Largest()),
    ];
}

/// <summary>A pair of widths.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="WeightReuse">r.</param>
/// <param name="WeightBits">b_W.</param>
/// <param name="ActivationBits">b_A.</param>
/// <param name="Largest">The design of the largest feasible M.</param>
public sealed record QuantizationRow(StudyPhase Phase, int WeightReuse, int WeightBits, int ActivationBits, StudyPoint Largest);

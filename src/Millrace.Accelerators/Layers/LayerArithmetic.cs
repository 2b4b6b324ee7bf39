namespace Millrace.Accelerators;

/// <summary>
/// What the network of a layer takes over from a model's quantization: the constants that are built into processes. Weights, gains, offsets
/// and multipliers are not among them; they stream from memory. None of it changes when something happens.
/// </summary>
internal abstract record LayerArithmetic
{
    /// <summary>Shift of q, k and v.</summary>
    internal required int AttentionInputShift { get; init; }

    internal required int AttentionOutputShift { get; init; }

    internal required int MlpInputShift { get; init; }

    internal required int MlpOutputShift { get; init; }

    internal required int ScoreShift { get; init; }

    internal required int ValueShift { get; init; }

    internal required int NormShift { get; init; }

    /// <summary>E, which stands for the model's epsilon.</summary>
    internal required long NormEpsilon { get; init; }

    internal required int ActivationShift { get; init; }

    /// <summary>F of the activation function.</summary>
    internal required IReadOnlyList<short> ActivationTable { get; init; }
}

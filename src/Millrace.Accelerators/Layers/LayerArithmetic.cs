using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>
/// What the network of a layer takes over from a model's quantization: the constants that are built into processes. Weights, gains, offsets
/// and multipliers are not among them; they stream from memory. None of it changes when something happens.
/// </summary>
internal sealed record LayerArithmetic
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

    /// <summary>Those of a quantized model, of which every layer has the same.</summary>
    internal static LayerArithmetic Of(IQuantizedLayer layer) => new()
    {
        AttentionInputShift = layer.AttentionInput.Shift,
        AttentionOutputShift = layer.AttentionOutput.Shift,
        MlpInputShift = layer.MlpInput.Shift,
        MlpOutputShift = layer.MlpOutput.Shift,
        ScoreShift = layer.Attention.ScoreShift,
        ValueShift = layer.Attention.ValueShift,
        NormShift = layer.AttentionNorm.Shift,
        NormEpsilon = layer.AttentionNorm.Epsilon,
        ActivationShift = layer.Activation.Shift,
        ActivationTable = layer.Activation.Table,
    };

    /// <summary>Those of no model in particular, where nothing is to be computed and only cycles are asked for.</summary>
    internal static LayerArithmetic ForTiming { get; } = new()
    {
        AttentionInputShift = 20,
        AttentionOutputShift = 20,
        MlpInputShift = 20,
        MlpOutputShift = 20,
        ScoreShift = 20,
        ValueShift = 20,
        NormShift = 20,
        NormEpsilon = 1,
        ActivationShift = 20,
        ActivationTable = new short[QuantizedActivation.Entries],
    };
}

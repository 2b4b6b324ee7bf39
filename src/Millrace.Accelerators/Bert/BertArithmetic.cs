using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>The constants of a BERT's layers; beside those of every layer, the shifts with which linear layers read the residual
/// stream.</summary>
internal sealed record BertArithmetic : LayerArithmetic
{
    internal required int AttentionRescaleShift { get; init; }

    internal required int MlpRescaleShift { get; init; }

    /// <summary>Those of a quantized model.</summary>
    internal static BertArithmetic Of(QuantizedBert model)
    {
        var layer = model.Layers[0];
        return new BertArithmetic
        {
            AttentionRescaleShift = layer.AttentionRescale.Shift,
            AttentionInputShift = layer.AttentionInput.Shift,
            AttentionOutputShift = layer.AttentionOutput.Shift,
            MlpRescaleShift = layer.MlpRescale.Shift,
            MlpInputShift = layer.MlpInput.Shift,
            MlpOutputShift = layer.MlpOutput.Shift,
            ScoreShift = layer.Attention.ScoreShift,
            ValueShift = layer.Attention.ValueShift,
            NormShift = layer.AttentionNorm.Shift,
            NormEpsilon = layer.AttentionNorm.Epsilon,
            ActivationShift = layer.Activation.Shift,
            ActivationTable = layer.Activation.Table,
        };
    }

    /// <summary>Those of no model in particular, where nothing is to be computed and only cycles are asked for.</summary>
    internal static BertArithmetic ForTiming { get; } = new()
    {
        AttentionRescaleShift = 20,
        AttentionInputShift = 20,
        AttentionOutputShift = 20,
        MlpRescaleShift = 20,
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

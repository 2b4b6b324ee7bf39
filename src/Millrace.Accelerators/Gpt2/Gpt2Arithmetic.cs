using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>The constants of a GPT-2: of its layers, and of what stands behind them.</summary>
internal sealed record Gpt2Arithmetic : LayerArithmetic
{
    internal required int HeadShift { get; init; }

    internal required int FinalNormShift { get; init; }

    internal required long FinalNormEpsilon { get; init; }

    /// <summary>Those of a quantized model.</summary>
    internal static Gpt2Arithmetic Of(QuantizedGpt2 model)
    {
        var layer = model.Layers[0];
        return new Gpt2Arithmetic
        {
            AttentionInputShift = layer.AttentionInput.Shift,
            AttentionOutputShift = layer.AttentionOutput.Shift,
            MlpInputShift = layer.MlpInput.Shift,
            MlpOutputShift = layer.MlpOutput.Shift,
            HeadShift = model.Head.Shift,
            ScoreShift = layer.Attention.ScoreShift,
            ValueShift = layer.Attention.ValueShift,
            NormShift = layer.AttentionNorm.Shift,
            NormEpsilon = layer.AttentionNorm.Epsilon,
            FinalNormShift = model.FinalNorm.Shift,
            FinalNormEpsilon = model.FinalNorm.Epsilon,
            ActivationShift = layer.Activation.Shift,
            ActivationTable = layer.Activation.Table,
        };
    }

    /// <summary>Those of no model in particular, where nothing is to be computed and only cycles are asked for.</summary>
    internal static Gpt2Arithmetic ForTiming { get; } = new()
    {
        AttentionInputShift = 20,
        AttentionOutputShift = 20,
        MlpInputShift = 20,
        MlpOutputShift = 20,
        HeadShift = 20,
        ScoreShift = 20,
        ValueShift = 20,
        NormShift = 20,
        NormEpsilon = 1,
        FinalNormShift = 20,
        FinalNormEpsilon = 1,
        ActivationShift = 20,
        ActivationTable = new short[QuantizedActivation.Entries],
    };
}

using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>The constants of a GPT-2.</summary>
/// <param name="Layer">Those of its layers.</param>
/// <param name="HeadShift">Shift of the logits.</param>
/// <param name="FinalNormShift">Shift of the final LayerNorm's gains.</param>
/// <param name="FinalNormEpsilon">Its E.</param>
internal sealed record Gpt2Arithmetic(LayerArithmetic Layer, int HeadShift, int FinalNormShift, long FinalNormEpsilon)
{
    /// <summary>Those of a quantized model.</summary>
    internal static Gpt2Arithmetic Of(QuantizedGpt2 model) =>
        new(LayerArithmetic.Of(model.Layers[0]), model.Head.Shift, model.FinalNorm.Shift, model.FinalNorm.Epsilon);

    /// <summary>Those of no model in particular, where only cycles are asked for.</summary>
    internal static Gpt2Arithmetic ForTiming { get; } = new(LayerArithmetic.ForTiming, 20, 20, 1);
}

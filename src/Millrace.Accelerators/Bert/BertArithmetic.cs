using Millrace.Models.Quantization;

namespace Millrace.Accelerators;

/// <summary>The constants of a BERT.</summary>
/// <param name="Layer">Those of its layers.</param>
/// <param name="AttentionRescaleShift">Shift with which q, k and v read the residual stream.</param>
/// <param name="MlpRescaleShift">Shift with which the feed-forward network reads it.</param>
internal sealed record BertArithmetic(LayerArithmetic Layer, int AttentionRescaleShift, int MlpRescaleShift)
{
    /// <summary>Those of a quantized model.</summary>
    internal static BertArithmetic Of(QuantizedBert model) => new(
        LayerArithmetic.Of(model.Layers[0]), model.Layers[0].AttentionRescale.Shift, model.Layers[0].MlpRescale.Shift);

    /// <summary>Those of no model in particular, where only cycles are asked for.</summary>
    internal static BertArithmetic ForTiming { get; } = new(LayerArithmetic.ForTiming, 20, 20);
}

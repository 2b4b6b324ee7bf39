namespace Millrace.Models.Quantization;

/// <summary>One layer of a BERT in integers, in the order of evaluation; named as <see cref="BertLayerWeights"/>. The residual stream,
/// x, is Int(24) in the scale s_x everywhere.</summary>
/// <param name="AttentionRescale">x as q, k and v read it: Int(24) to Int(8).</param>
/// <param name="AttentionInput">d to 3 d outputs Int(8), q then k then v, heads side by side within each.</param>
/// <param name="Attention">Scores, softmax and mix, over all tokens.</param>
/// <param name="AttentionOutput">d to d outputs Int(24), added to x.</param>
/// <param name="AttentionNorm">Of the sum: Int(24) to Int(24), width d; the new x.</param>
/// <param name="MlpRescale">x as the MLP reads it: Int(24) to Int(8).</param>
/// <param name="MlpInput">d to f outputs Int(12).</param>
/// <param name="Activation">Int(12) to Int(8).</param>
/// <param name="MlpOutput">f to d outputs Int(24), added to x.</param>
/// <param name="MlpNorm">Of the sum: Int(24) to Int(24), width d; the new x, the layer's hidden state.</param>
public sealed record QuantizedBertLayer(
    QuantizedRescale AttentionRescale,
    QuantizedLinear AttentionInput,
    QuantizedAttention Attention,
    QuantizedLinear AttentionOutput,
    QuantizedLayerNorm AttentionNorm,
    QuantizedRescale MlpRescale,
    QuantizedLinear MlpInput,
    QuantizedActivation Activation,
    QuantizedLinear MlpOutput,
    QuantizedLayerNorm MlpNorm) : IQuantizedLayer;

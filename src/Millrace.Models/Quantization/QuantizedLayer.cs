namespace Millrace.Models.Quantization;

/// <summary>One Transformer layer in integers, in the order of evaluation; named as <see cref="Gpt2LayerWeights"/>.</summary>
/// <param name="AttentionNorm"><c>ln_1</c>: Int(24) to Int(8), width d.</param>
/// <param name="AttentionInput"><c>attn.c_attn</c>: d to 3 d outputs Int(8), q then k then v, heads side by side within each.</param>
/// <param name="Attention">Scores, softmax and mix.</param>
/// <param name="AttentionOutput"><c>attn.c_proj</c>: d to d outputs Int(24), in the residual's scale.</param>
/// <param name="MlpNorm"><c>ln_2</c>: Int(24) to Int(8), width d.</param>
/// <param name="MlpInput"><c>mlp.c_fc</c>: d to f outputs Int(12).</param>
/// <param name="Activation">Int(12) to Int(8).</param>
/// <param name="MlpOutput"><c>mlp.c_proj</c>: f to d outputs Int(24), in the residual's scale.</param>
public sealed record QuantizedLayer(
    QuantizedLayerNorm AttentionNorm,
    QuantizedLinear AttentionInput,
    QuantizedAttention Attention,
    QuantizedLinear AttentionOutput,
    QuantizedLayerNorm MlpNorm,
    QuantizedLinear MlpInput,
    QuantizedActivation Activation,
    QuantizedLinear MlpOutput) : IQuantizedLayer;

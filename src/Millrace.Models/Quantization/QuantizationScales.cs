namespace Millrace.Models.Quantization;

/// <summary>What one unit of each integer tensor stands for (<c>docs/arithmetic.md</c>, Formats): real = scale * integer.</summary>
/// <param name="Residual">s_x, Int(24): the largest calibrated value maps to 2^21.</param>
/// <param name="ActivationInput">s_pre, Int(12): the largest calibrated value maps to 2047.</param>
/// <param name="ActivationTable">s_post, Int(16): the largest table value maps to 32767.</param>
/// <param name="FinalNorm">Output of <c>ln_f</c>, Int(8): the largest calibrated value maps to 127, as in all layers.</param>
/// <param name="Logits">Int(24): the largest calibrated value maps to 2^21.</param>
/// <param name="Layers">The scales that belong to one layer.</param>
public sealed record QuantizationScales(
    double Residual, double ActivationInput, double ActivationTable, double FinalNorm, double Logits, IReadOnlyList<LayerScales> Layers);

/// <summary>The scales of one layer's Int(8) tensors.</summary>
/// <param name="AttentionNorm">Output of <c>ln_1</c>.</param>
/// <param name="Query">q.</param>
/// <param name="Key">k.</param>
/// <param name="Value">v.</param>
/// <param name="AttentionMix">Attention output, the input of <c>attn.c_proj</c>.</param>
/// <param name="MlpNorm">Output of <c>ln_2</c>.</param>
/// <param name="MlpActivation">Output of the activation function, the input of <c>mlp.c_proj</c>.</param>
public sealed record LayerScales(
    double AttentionNorm, double Query, double Key, double Value, double AttentionMix, double MlpNorm, double MlpActivation);

namespace Millrace.Models.Quantization;

/// <summary>What one unit of each integer tensor of a BERT stands for (<c>docs/arithmetic.md</c>, Formats): real = scale *
/// integer.</summary>
/// <param name="Residual">s_x, Int(24), of all sums and of all LayerNorms' outputs: the largest calibrated value maps to 2^21.</param>
/// <param name="ActivationInput">s_pre, Int(12): the largest calibrated value maps to 2047.</param>
/// <param name="ActivationTable">s_post, Int(16): the largest table value maps to 32767.</param>
/// <param name="Layers">The scales that belong to one layer.</param>
/// <param name="Head">The scales of pooler and head.</param>
public sealed record BertScales(
    double Residual, double ActivationInput, double ActivationTable, IReadOnlyList<BertLayerScales> Layers, BertHeadScales Head);

/// <summary>The scales of one layer's Int(8) tensors.</summary>
/// <param name="Hidden">The hidden state that enters the layer, as q, k and v read it.</param>
/// <param name="Query">q.</param>
/// <param name="Key">k.</param>
/// <param name="Value">v.</param>
/// <param name="AttentionMix">Attention output, the input of <c>attention.output.dense</c>.</param>
/// <param name="AttentionNorm">Output of <c>attention.output.LayerNorm</c>, as <c>intermediate.dense</c> reads it.</param>
/// <param name="MlpActivation">Output of the activation function, the input of <c>output.dense</c>.</param>
public sealed record BertLayerScales(
    double Hidden, double Query, double Key, double Value, double AttentionMix, double AttentionNorm, double MlpActivation);

/// <summary>The scales of pooler and head.</summary>
/// <param name="Hidden">The last hidden state as they read it, Int(8).</param>
/// <param name="Input">Before the activation function, Int(12).</param>
/// <param name="Table">The table of the activation function, Int(16).</param>
/// <param name="Row">What the last linear layer of a classifier or a masked language model reads, Int(8).</param>
/// <param name="Logits">Int(24): the largest calibrated value maps to 2^21.</param>
public sealed record BertHeadScales(double Hidden, double Input, double Table, double Row, double Logits);

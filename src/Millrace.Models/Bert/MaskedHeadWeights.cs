namespace Millrace.Models;

/// <summary>The head of a masked language model: linear, activation, LayerNorm, then a score for every token of the vocabulary.</summary>
/// <param name="Transform"><c>cls.predictions.transform.dense</c>: [width, width].</param>
/// <param name="Norm"><c>cls.predictions.transform.LayerNorm</c>: [width].</param>
/// <param name="Decoder"><c>cls.predictions.decoder.weight</c>: [vocabulary, width]; the token embedding's very array when the head is
/// tied.</param>
/// <param name="Bias"><c>cls.predictions.bias</c>: [vocabulary].</param>
public sealed record MaskedHeadWeights(LinearWeights Transform, NormWeights Norm, float[] Decoder, float[] Bias);

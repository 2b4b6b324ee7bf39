namespace Millrace.Models;

/// <summary>What an encoder says of one sequence.</summary>
/// <param name="Hidden">Last hidden state: [tokens, width], row-major.</param>
/// <param name="Pooled">What pooler or classifier makes of the first token: [width]; null where there is neither.</param>
/// <param name="Logits">[labels] of a classifier, [tokens, vocabulary] of a masked language model, [tokens, 2] (first and last token of the
/// answer) of question answering; null where there is no head.</param>
public sealed record BertOutput(float[] Hidden, float[]? Pooled, float[]? Logits);

namespace Millrace.Models.Integer;

/// <summary>What the integer reference says of one sequence; <see cref="BertOutput"/> in integers.</summary>
/// <param name="Hidden">Last hidden state: [tokens, width] Int(24), in units of the residual's scale.</param>
/// <param name="Pooled">[width] Int(8), in units of the head's row; null where there is no pooler.</param>
/// <param name="Logits">Int(24), in units of the logits' scale; null where there is no head.</param>
public sealed record BertIntegers(int[] Hidden, int[]? Pooled, int[]? Logits);

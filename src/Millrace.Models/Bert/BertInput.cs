namespace Millrace.Models;

/// <summary>One sequence for an encoder.</summary>
/// <param name="Tokens">Token ids, at least one.</param>
/// <param name="Segments">The segment of each token, 0 for the first text and 1 for the second; null where all are 0.</param>
/// <param name="Mask">Whether each token is seen: false for padding; null where all are. At least one must be.</param>
public sealed record BertInput(int[] Tokens, int[]? Segments = null, bool[]? Mask = null)
{
    /// <summary>The segment of a token.</summary>
    public int Segment(int index) => Segments?[index] ?? 0;

    /// <summary>Whether a token is seen.</summary>
    public bool Sees(int index) => Mask?[index] ?? true;

    /// <summary>The same sequence, made longer by tokens that nothing sees.</summary>
    /// <param name="length">Tokens with padding, at least as many as there are.</param>
    /// <param name="padding">The padding token's id.</param>
    public BertInput Padded(int length, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, Tokens.Length);
        return new(
            [.. Tokens, .. Enumerable.Repeat(padding, length - Tokens.Length)],
            Segments is null ? null : [.. Segments, .. new int[length - Tokens.Length]],
            [.. Enumerable.Range(0, length).Select(i => i < Tokens.Length && Sees(i))]);
    }

    /// <summary>Checks that a model can take it; every engine does, so that all refuse the same input with the same sentence.</summary>
    /// <exception cref="ModelException">No tokens, too many, an unknown token or segment, or nothing to see.</exception>
    public void Require(BertConfig config)
    {
        if (Tokens.Length == 0) throw new ModelException("an encoder needs at least one token, but was given none.");
        if (Tokens.Length > config.ContextLength)
            throw new ModelException($"{Tokens.Length} tokens were given, but the model's positions hold at most {config.ContextLength}.");
        Same("segments", Segments?.Length);
        Same("marks of the attention mask", Mask?.Length);
        var segments = Math.Max(config.SegmentTypes, 1);
        for (var i = 0; i < Tokens.Length; i++)
        {
            if ((uint)Tokens[i] >= (uint)config.VocabularySize)
                throw new ModelException(
                    $"token {Tokens[i]} at position {i} is not in the model's vocabulary, which is 0 to {config.VocabularySize - 1}.");
            if ((uint)Segment(i) >= (uint)segments)
                throw new ModelException(
                    $"segment {Segment(i)} at position {i} is not one of the model's segments, which are 0 to {segments - 1}.");
        }

        if (Mask is not null && !Mask.Contains(true))
            throw new ModelException("the attention mask hides every token; at least one must be seen.");

        void Same(string what, int? count)
        {
            if (count is { } given && given != Tokens.Length)
                throw new ModelException($"{given} {what} were given for {Tokens.Length} tokens.");
        }
    }
}

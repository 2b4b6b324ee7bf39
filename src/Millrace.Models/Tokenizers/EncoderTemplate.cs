namespace Millrace.Models;

/// <summary>Where an encoder wants special tokens around a text or a pair of texts.</summary>
/// <param name="Single">For one text.</param>
/// <param name="Pair">For two.</param>
internal sealed record EncoderTemplate(IReadOnlyList<EncoderTemplate.Piece> Single, IReadOnlyList<EncoderTemplate.Piece> Pair)
{
    /// <summary>A special token, or the tokens of a text.</summary>
    /// <param name="Tokens">Ids of the special token; null where a text stands.</param>
    /// <param name="Text">0 for the first text, 1 for the second.</param>
    /// <param name="Segment">The segment of all these tokens.</param>
    internal sealed record Piece(int[]? Tokens, int Text, int Segment);

    /// <summary>BERT's <c>[CLS] A [SEP]</c> and <c>[CLS] A [SEP] B [SEP]</c>; the second text and what follows it is segment 1.</summary>
    public static EncoderTemplate Bert(int cls, int sep)
    {
        Piece[] single = [new([cls], 0, 0), new(null, 0, 0), new([sep], 0, 0)];
        return new(single, [.. single, new(null, 1, 1), new([sep], 1, 1)]);
    }

    /// <summary>RoBERTa's <c>&lt;s> A &lt;/s></c> and <c>&lt;s> A &lt;/s>&lt;/s> B &lt;/s></c>, all in segment 0.</summary>
    public static EncoderTemplate Roberta(int cls, int sep)
    {
        Piece[] single = [new([cls], 0, 0), new(null, 0, 0), new([sep], 0, 0)];
        return new(single, [.. single, new([sep], 0, 0), new(null, 1, 0), new([sep], 1, 0)]);
    }

    /// <summary>The tokens and segments of a text, or of two.</summary>
    public (int[] Tokens, int[] Segments) Apply(int[] first, int[]? second)
    {
        List<int> tokens = [], segments = [];
        foreach (var piece in second is null ? Single : Pair)
        {
            tokens.AddRange(piece.Tokens ?? (piece.Text == 0 ? first : second!));
            segments.AddRange(Enumerable.Repeat(piece.Segment, tokens.Count - segments.Count));
        }

        return ([.. tokens], [.. segments]);
    }
}

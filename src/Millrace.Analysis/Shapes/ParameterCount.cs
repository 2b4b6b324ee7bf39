namespace Millrace.Analysis;

/// <summary>Counts the trained numbers of a model from its shape; exact, as the published checkpoints hold.</summary>
public static class ParameterCount
{
    /// <summary>Of the whole model: embeddings, layers, what stands beside the layers, head.</summary>
    public static long Of(TransformerShape s) => Embeddings(s) + (s.Layers * OfLayer(s)) + Beside(s) + Head(s);

    /// <summary>Of one layer: matrices, biases, norms.</summary>
    public static long OfLayer(TransformerShape s)
    {
        long d = s.Width, f = s.InnerWidth;
        var biases = (s.InputBias ? s.QueryWidth + (2L * s.KeyValueWidth) : 0) + (s.ProjectionBias ? d : 0)
            + (s.InnerBias ? ((s.InnerMatrices - 1) * f) + d : 0);
        return s.LayerWeights + biases + (s.NormsPerLayer * Norm(s)) + (s.QueryKeyNorm ? 2L * s.HeadSize : 0);
    }

    /// <summary>Of the embeddings of tokens, positions and token types.</summary>
    public static long Embeddings(TransformerShape s) =>
        s.Width * ((long)s.VocabularySize + (s.LearnedPositions ? s.ContextLength : 0) + s.TokenTypes);

    /// <summary>Of the language-model head: none where it is the embedding, and none of an encoder.</summary>
    public static long Head(TransformerShape s) => s.TiedHead || s.IsEncoder ? 0 : (long)s.VocabularySize * s.Width;

    // One norm: of a decoder the final one, of BERT that of the embeddings, which has a pooler too (a matrix with a bias).
    private static long Beside(TransformerShape s) => Norm(s) + (s.IsEncoder ? ((long)s.Width * s.Width) + s.Width : 0);

    private static long Norm(TransformerShape s) => (s.NormBias ? 2L : 1L) * s.Width;
}

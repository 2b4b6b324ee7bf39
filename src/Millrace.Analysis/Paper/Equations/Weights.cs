namespace Millrace.Analysis;

/// <summary>s_i: the weights of each operator; of a1 and a2, the cached elements they multiply by.</summary>
internal static class Weights
{
    /// <summary>Elements of each operator's matrix; a gated f1 has two matrices, shared key and value heads make k and v smaller.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="longestTokens">l_max, tokens that the caches hold.</param>
    public static PerOperator Elements(TransformerShape shape, int longestTokens)
    {
        double d = shape.Width, queries = shape.QueryWidth, keys = shape.KeyValueWidth, inner = shape.InnerWidth;
        return new PerOperator(
            d * queries, d * keys, d * keys, longestTokens * keys, longestTokens * keys, queries * d, (shape.InnerMatrices - 1) * d * inner, inner * d);
    }
}

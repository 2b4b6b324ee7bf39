namespace Millrace.Analysis;

/// <summary>The demand table: multiply-accumulates of each operator of one layer.</summary>
public static class Demand
{
    /// <summary>Prefill of l tokens: l d^2 for q, k, v, p; l^2 d for a1, a2; l d d_FFN for f1, f2; with the model's real matrices.</summary>
    public static PerOperator PrefillMacs(TransformerShape shape, int promptTokens)
    {
        double l = promptTokens, d = shape.Width, queries = shape.QueryWidth, keys = shape.KeyValueWidth, inner = shape.InnerWidth;
        return new PerOperator(
            l * d * queries, l * d * keys, l * d * keys, l * l * queries, l * l * queries, l * queries * d,
            (shape.InnerMatrices - 1) * l * d * inner, l * inner * d);
    }

    /// <summary>Decode of the token after l others: d^2 for q, k, v, p; (l + 1) d for a1, a2; d d_FFN for f1, f2.</summary>
    public static PerOperator DecodeMacs(TransformerShape shape, int tokensBefore)
    {
        double d = shape.Width, queries = shape.QueryWidth, keys = shape.KeyValueWidth, inner = shape.InnerWidth;
        var attention = (tokensBefore + 1.0) * queries;
        return new PerOperator(d * queries, d * keys, d * keys, attention, attention, queries * d, (shape.InnerMatrices - 1) * d * inner, inner * d);
    }
}

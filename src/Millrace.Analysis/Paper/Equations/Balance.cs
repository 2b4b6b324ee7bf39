namespace Millrace.Analysis;

/// <summary>
/// Equations (10) and (11): M = M_q,k,v,p = (d / l) M_a1,a2 = (d / d_FFN) M_f1,f2, so that all engines of a layer take the same time in prefill.
/// </summary>
public static class Balance
{
    /// <summary>Each operator's share of M by its demand, l d^2 being M's; exact, not whole.</summary>
    public static PerOperator Shares(TransformerShape shape, int promptTokens, double macsPerCycle)
    {
        var whole = (double)promptTokens * shape.Width * shape.Width;
        return (macsPerCycle / whole) * Demand.PrefillMacs(shape, promptTokens);
    }

    /// <summary>As <see cref="Shares"/>, each rounded up to whole multipliers; in integers, since a fraction's last bit would add one.</summary>
    public static PerOperator MacsPerCycle(TransformerShape shape, int promptTokens, long macsPerCycle)
    {
        long d = shape.Width, inner = macsPerCycle * shape.InnerWidth;
        var (queries, keys) = (Up(macsPerCycle * shape.QueryWidth, d), Up(macsPerCycle * shape.KeyValueWidth, d));
        var attention = (double)(((((Int128)macsPerCycle * shape.QueryWidth) * promptTokens) + (d * d) - 1) / (d * d));
        return new PerOperator(queries, keys, keys, attention, attention, queries, Up((shape.InnerMatrices - 1) * inner, d), Up(inner, d));
    }

    private static double Up(long amount, long by) => (amount + by - 1) / by;
}

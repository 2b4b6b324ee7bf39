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

    /// <summary>As <see cref="Shares"/>, each rounded up to whole multipliers.</summary>
    public static PerOperator MacsPerCycle(TransformerShape shape, int promptTokens, long macsPerCycle) =>
        Shares(shape, promptTokens, macsPerCycle).Ceiling();
}

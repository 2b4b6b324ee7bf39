namespace Millrace.Analysis;

/// <summary>Equation (12): T = (1 / freq) N (1 + 1 / C) l d^2 / M, prefill of a balanced design that memory does not hold up.</summary>
public static class BalancedLatency
{
    /// <summary>Of all N layers, cycles; the paper's form for keys as wide as d.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="layers">N.</param>
    /// <param name="layersOnChip">C.</param>
    /// <param name="promptTokens">l.</param>
    /// <param name="macsPerCycle">M.</param>
    public static double ModelCycles(TransformerShape shape, int layers, int layersOnChip, int promptTokens, double macsPerCycle) =>
        layers * (1 + (1.0 / layersOnChip)) * promptTokens * shape.Width * shape.Width / macsPerCycle;
}

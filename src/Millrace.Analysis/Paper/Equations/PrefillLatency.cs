namespace Millrace.Analysis;

/// <summary>
/// Equation (8): T = (1 / freq) (N / C) (l d^2 / M_k + C max(l d^2 / M_k, l^2 d / M_a1, l d d_FFN / M_f1, T_mem)); and, on several devices, (14):
/// every M_i times p1, C times p2, T_comm inside the max. The max runs over all eight operators: the paper's three where M_q = M_k = M_v = M_p,
/// M_a1 = M_a2, M_f1 = M_f2.
/// </summary>
internal static class PrefillLatency
{
    public static LayerCycles Cycles(in PaperPoint point, double offChipBitsPerSecond)
    {
        var engines = Demand.PrefillMacs(point.Shape, point.PromptTokens) / (point.TensorParallel * point.MacsPerCycle);
        var load = WeightLoad.Cycles(point, offChipBitsPerSecond);
        var reduce = AllReduce.Seconds(point, point.PromptTokens) * point.ClockHertz;
        return new LayerCycles(engines.K, Math.Max(engines.Max, Math.Max(load, reduce)));
    }
}

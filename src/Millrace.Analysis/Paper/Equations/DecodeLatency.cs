namespace Millrace.Analysis;

/// <summary>
/// Equation (9): T = (1 / freq) (N / C) (d^2 / M_k + C max(d^2 / M_k, (l_max + 1) d / M_a1, d d_FFN / M_f1, T_mem)); on several devices as
/// <see cref="PrefillLatency"/>. It is the time of the last token, after l_max others, and leaves out fill and the chain of dependencies.
/// </summary>
internal static class DecodeLatency
{
    public static LayerCycles Cycles(in PaperPoint point, double offChipBitsPerSecond)
    {
        var engines = Demand.DecodeMacs(point.Shape, point.LongestTokens) / (point.TensorParallel * point.MacsPerCycle);
        var load = WeightLoad.Cycles(point, offChipBitsPerSecond);
        var reduce = AllReduce.Seconds(point, tokens: 1) * point.ClockHertz;
        return new LayerCycles(engines.K, Math.Max(engines.Max, Math.Max(load, reduce)));
    }
}

namespace Millrace.Analysis;

/// <summary>T_mem of equations (8) and (9): how long the weights of one layer take from off-chip memory.</summary>
internal static class WeightLoad
{
    /// <summary>In cycles, since it stands among cycle counts: S_param over bandwidth is a time, and the clock turns it into cycles.</summary>
    public static double Cycles(in PaperPoint point, double offChipBitsPerSecond) =>
        point.WeightsOnChip ? 0 : Capacity.LayerWeightBits(point) / offChipBitsPerSecond * point.ClockHertz;
}

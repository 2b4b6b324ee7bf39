namespace Millrace.Analysis;

/// <summary>Equation (7): B_i = b_W (M_i / r_i) freq, of the operators that have weights.</summary>
internal static class Bandwidth
{
    private const int OperatorsWithWeights = 6;

    /// <summary>What one operator draws, bits each second.</summary>
    public static double BitsPerSecond(double macsPerCycle, double weightReuse, int weightBits, double clockHertz) =>
        weightBits * (macsPerCycle / weightReuse) * clockHertz;

    /// <summary>What the operators of one layer draw together, bits each second: at any time one layer's weights are streamed.</summary>
    public static double LayerBitsPerSecond(in PaperPoint point) => point.WeightsOnChip
        ? 0
        : BitsPerSecond(WithoutAttention(point.MacsPerCycle / point.WeightReuse).Sum, 1, point.WeightBits, point.ClockHertz);

    /// <summary>
    /// Memory channels that the operators take, each operator's share rounded up to whole channels of its own. Where there are fewer channels
    /// than operators, they share channels, and nothing is rounded.
    /// </summary>
    public static double Channels(in PaperPoint point, double offChipBitsPerSecond, int channels)
    {
        if (point.WeightsOnChip) return 0;
        var channelBitsPerSecond = offChipBitsPerSecond / channels;
        var shares = WithoutAttention(point.WeightBits * point.ClockHertz / channelBitsPerSecond * (point.MacsPerCycle / point.WeightReuse));
        return channels < OperatorsWithWeights ? shares.Sum : shares.Ceiling().Sum;
    }

    // Keys and values stay on chip.
    private static PerOperator WithoutAttention(in PerOperator all) => all with { A1 = 0, A2 = 0 };
}

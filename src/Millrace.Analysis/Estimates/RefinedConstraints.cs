namespace Millrace.Analysis;

/// <summary>
/// The limits of one device in the refined form. As in the closed form: compute (2), on-chip memory (3), ports (6). What differs: off-chip
/// memory holds the head and the caches of keys and values too, which of a decoder are nowhere else; on-chip memory holds the weights that
/// wait for their engines; and bandwidth (7) is none.
/// </summary>
internal static class RefinedConstraints
{
    /// <summary>The part of the on-chip memory that weights wait in, where so much is left.</summary>
    private const double PrefetchShare = 0.5;

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<Constraint> Of(PaperPoint point, DeviceLimits limits) =>
    [
        Limit("compute", ComputeDemand.MacsPerCycle(point), limits.MacsPerCycle, "MAC/cycle"),
        Limit("dram", OffChipBits(point) / 8, limits.OffChipBits / 8, "byte"),
        Limit("sram", (OnChipBits(point) + PrefetchBits(point, limits)) / 8, limits.OnChipBits / 8, "byte"),
        Limit("ports", Blocks(point, limits), limits.Blocks.Count, limits.Blocks.Kind.Name),
    ];

    /// <summary>Weights of all layers that a device serves, of the head, and all keys and values, bits. Embeddings are the
    /// host's.</summary>
    internal static double OffChipBits(in PaperPoint p)
    {
        var shape = p.Shape;
        var head = shape.IsEncoder ? 0 : (double)shape.Width * shape.VocabularySize * p.WeightBits;
        var caches = shape.IsEncoder ? 0 : 2.0 * p.LongestTokens * shape.KeyValueWidth * p.ActivationBits * p.Layers / p.PipelineParallel;
        return Capacity.ModelWeightBits(p) + ((head + caches) / p.TensorParallel);
    }

    /// <summary>Equation (3) without the caches of a decoder, bits.</summary>
    internal static double OnChipBits(in PaperPoint p) =>
        Capacity.OnChipBits(p) - (p.Shape.IsEncoder ? 0 : p.LayersOnChip * Capacity.CacheBits(p));

    /// <summary>Weights that wait on chip for their engines, bits.</summary>
    internal static double PrefetchBits(in PaperPoint p, in DeviceLimits limits) =>
        p.WeightsOnChip ? 0 : Math.Max(0, Math.Min(PrefetchShare * limits.OnChipBits, limits.OnChipBits - OnChipBits(p)));

    /// <summary>The largest balanced M within all limits, or 0; every M that compute allows is tried.</summary>
    internal static long LargestBalancedMacs(PaperPoint point, DeviceLimits limits)
    {
        var largest = 0L;
        for (var macs = 1L; ; macs++)
        {
            point = point with { MacsPerCycle = Balance.MacsPerCycle(point.Shape, point.PromptTokens, macs) };
            if (ComputeDemand.MacsPerCycle(point) >= limits.MacsPerCycle)
                return largest;
            if (Of(point, limits).All(c => c.Satisfied))
                largest = macs;
        }
    }

    /// <summary>Equation (6), without the caches of a decoder.</summary>
    private static double Blocks(in PaperPoint p, in DeviceLimits limits) =>
        Ports.Blocks(p, limits.Blocks.Kind) - (p.Shape.IsEncoder ? 0 : Ports.CacheBlocks(p, limits.Blocks.Kind));

    private static Constraint Limit(string name, double used, double limit, string unit) => new(name, used, limit, used <= limit, unit);
}

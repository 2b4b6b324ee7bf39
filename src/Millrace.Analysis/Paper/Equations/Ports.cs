using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>Equations (4) to (6): memory blocks, counted by the ports that feed the multipliers.</summary>
internal static class Ports
{
    /// <summary>
    /// Equation (4): R_i = ceil(s_i b_BRAM / k / (w S_BRAM)) w, with w = M_i / r_i / k words each cycle: as many banks as words are read in a
    /// cycle, each deep enough for its share of what is stored.
    /// </summary>
    /// <param name="elements">s_i.</param>
    /// <param name="elementsPerCycle">M_i / r_i.</param>
    /// <param name="packed">k, elements in a word.</param>
    /// <param name="elementBits">Bits of an element.</param>
    /// <param name="kind">The blocks; b_BRAM is the narrowest port width of at least k elements.</param>
    public static double StoredBlocks(double elements, double elementsPerCycle, int packed, int elementBits, BlockMemoryKind kind)
    {
        var words = WordsPerCycle(elementsPerCycle, packed);
        return Math.Ceiling(elements * kind.WordWidthBits(packed * elementBits) / packed / (words * kind.CapacityBits)) * words;
    }

    /// <summary>Equation (5): R_i = M_i where weights are streamed: a small buffer for each word that is read in a cycle.</summary>
    /// <param name="elementsPerCycle">M_i / r_i.</param>
    /// <param name="packed">k, elements in a word.</param>
    /// <param name="elementBits">Bits of an element.</param>
    /// <param name="kind">The blocks; a word beyond the widest port takes several side by side.</param>
    public static double StreamedBlocks(double elementsPerCycle, int packed, int elementBits, BlockMemoryKind kind)
    {
        var widest = kind.PortWidthsBits[^1];
        return WordsPerCycle(elementsPerCycle, packed) * (((packed * elementBits) + widest - 1) / widest);
    }

    /// <summary>
    /// Equation (6): C times the blocks of all weights, doubled where they are streamed, and twice those of keys and values, on one device.
    /// </summary>
    public static double Blocks(in PaperPoint point, BlockMemoryKind kind)
    {
        var elements = (1.0 / point.TensorParallel) * Weights.Elements(point.Shape, point.LongestTokens);
        var rate = point.MacsPerCycle / point.WeightReuse;
        var weights = OfWeights(point, elements.Q, rate.Q, kind) + OfWeights(point, elements.K, rate.K, kind) + OfWeights(point, elements.V, rate.V, kind)
            + OfWeights(point, elements.P, rate.P, kind) + OfWeights(point, elements.F1, rate.F1, kind) + OfWeights(point, elements.F2, rate.F2, kind);
        return (point.LayersOnChip * weights) + CacheBlocks(point, kind);
    }

    /// <summary>The part of equation (6) that is of keys and values, 2 C (R_a1 + R_a2).</summary>
    public static double CacheBlocks(in PaperPoint point, BlockMemoryKind kind)
    {
        var elements = (1.0 / point.TensorParallel) * Weights.Elements(point.Shape, point.LongestTokens);
        var rate = point.MacsPerCycle / point.WeightReuse;
        return 2 * point.LayersOnChip * (StoredBlocks(elements.A1, rate.A1, 1, point.ActivationBits, kind)
            + StoredBlocks(elements.A2, rate.A2, 1, point.ActivationBits, kind));
    }

    private static double OfWeights(in PaperPoint point, double elements, double rate, BlockMemoryKind kind) => point.WeightsOnChip
        ? StoredBlocks(elements, rate, point.PackedWeights, point.WeightBits, kind)
        : 2 * StreamedBlocks(rate, point.PackedWeights, point.WeightBits, kind);

    private static double WordsPerCycle(double elementsPerCycle, int packed) => Math.Ceiling(elementsPerCycle / packed);
}

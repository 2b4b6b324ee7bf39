namespace Millrace.Analysis;

/// <summary>Equation (3): what lies in off-chip and on-chip memory. On several devices each holds 1 / p1 of weights, caches and links.</summary>
internal static class Capacity
{
    /// <summary>S_param: the weights of one layer on one device, bits, counted by the model's real matrices.</summary>
    public static double LayerWeightBits(in PaperPoint point) => (double)point.Shape.LayerWeights * point.WeightBits / point.TensorParallel;

    /// <summary>S_param C, the weights of the layers on one device, bits.</summary>
    public static double OffChipBits(in PaperPoint point) => point.WeightsOnChip ? 0 : point.LayersOnChip * LayerWeightBits(point);

    /// <summary>The weights of all layers that one device serves, N / p2, bits: not an equation of the paper, but they must lie somewhere.</summary>
    public static double ModelWeightBits(in PaperPoint point) => point.WeightsOnChip && point.LayersOnChip * point.PipelineParallel == point.Layers
        ? 0
        : LayerWeightBits(point) * point.Layers / point.PipelineParallel;

    /// <summary>S_tile = sum M_i b_W: a weight for each multiplier, bits.</summary>
    public static double TileBits(in PaperPoint point) => point.MacsPerCycle.Sum * point.WeightBits;

    /// <summary>S_KV = 4 l_max d b_A: keys and values, doubled, bits; d is narrower where heads share them.</summary>
    public static double CacheBits(in PaperPoint point) =>
        4.0 * point.LongestTokens * point.Shape.KeyValueWidth * point.ActivationBits / point.TensorParallel;

    /// <summary>S_FIFO = 16 s b_A + l d b_A: sixteen links, and the residual bypass that must hold all tokens, bits.</summary>
    public static double LinkBits(in PaperPoint point) =>
        ((16.0 * point.LinkDepth) + ((double)point.PromptTokens * point.Shape.Width)) * point.ActivationBits / point.TensorParallel;

    /// <summary>C (2 S_tile + S_KV + S_FIFO), with the weights themselves where they stay on chip, bits.</summary>
    public static double OnChipBits(in PaperPoint point) =>
        point.LayersOnChip * ((2 * TileBits(point)) + CacheBits(point) + LinkBits(point) + (point.WeightsOnChip ? LayerWeightBits(point) : 0));
}

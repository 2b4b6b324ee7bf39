using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>LayerNorm: mean, deviations with the root of their squares, normalization; the reader of its parameters.</summary>
internal static class NormResources
{
    /// <summary>The three processes and their channels, with the buffer of gains and offsets.</summary>
    internal static ResourceVector Of(in ResourceShape s)
    {
        var (lanes, levels) = (s.Lanes, LogicRules.Levels(s.Lanes));
        var reciprocal = System.Numerics.BitOperations.IsPow2(s.Point.Model.Width) ? default : ResourceShape.Products(1, 37, 17);
        var mean = MultiplierRules.Tree(lanes, ResourceShape.Stream, 1) + new ResourceVector(124, 89, 0, 0, 0) + reciprocal;

        // A deviation is squared in 50 bits; leading zeros, shift and chord of their sum are not by lanes.
        var deviations = (lanes * new ResourceVector(25, 26, 0, 0, 0)) + ResourceShape.Products(lanes, 26, 26)
            + MultiplierRules.Tree(lanes, 50, 1)
            + new ResourceVector(610, 422, 1, 0, 0) + MemoryRules.Lookup(19, 512, 1) + MemoryRules.Lookup(11, 512, 1);
        if (s.Width != s.Point.Model.Width)
        {
            // Padding is told by its column; a deviation waits for that.
            var column = LogicRules.Bits(s.Width);
            deviations += lanes * new ResourceVector(LogicRules.Add(column) + LogicRules.Less(column), 26 + column, 0, 0, 0);
        }

        // Product with the root, shift, gain, offset; gain and offset wait for both.
        var normalize = (lanes * new ResourceVector(
                289 + (s.NormBits < 21 ? LogicRules.Saturate(21, s.NormBits) : s.NormBits), 161 + s.NormBits,
                0, 0, 0))
            + ResourceShape.Products(lanes, 26, 20) + ResourceShape.Products(lanes, 22, 18)
            + new ResourceVector(73, 69, 0, 0, 0);
        return mean + deviations + normalize
            + s.Channel(ResourceShape.Stream * lanes, s.RowWords + 9 + levels) + s.Channel(25, 9 + levels)
            + s.Channel(26 * lanes, s.RowWords + 20 + levels) + s.Channel(38, 20 + levels)
            + s.Channel(s.NormBits * lanes, 16)
            + s.Buffer(2 * ResourceShape.Sum * lanes, 1, s.RowWords);
    }

    /// <summary>The reader of gains and offsets, and of scalars that wait in channels.</summary>
    internal static ResourceVector Reader(in ResourceShape s, int scalars, ResourceVector control) =>
        control + ControlRules.OffChip(2 * ResourceShape.Sum * s.Lanes)
        + (scalars * s.Channel(ResourceShape.Scale, s.ReadLatency + 1 + s.Point.Sequences));
}

using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>Softmax, a lane for each row of a tile: the largest score, exponentials and their sum's reciprocal, probabilities.</summary>
internal static class SoftmaxResources
{
    internal static ResourceVector Of(in ResourceShape s)
    {
        var (rows, score, context) = (s.HeadRows, s.Score, s.Point.Model.ContextLength);
        // A row sees the positions up to its own: of an encoder all, so that nothing is compared.
        var mask = s.Point.Model.IsEncoder ? 0 : LogicRules.Bits(2L * context) + 1;
        var visible = mask == 0 ? 0 : LogicRules.Add(mask) + LogicRules.Less(mask);
        var scaled = score - 2; // A distance of a bit more, by 17 bits, shifted by 20.

        // Comparison with the largest so far; a score waits two cycles for the comparison of its position.
        var max = new ResourceVector(
            131 + (rows * (LogicRules.Extreme(score) + visible)), 40 + (rows * ((3 * score) + mask + 1)), 0, 0, 0);

        // Distance, product, rounding, clamping; power table, shift; sum; leading zeros, shift, chord.
        var exponentials = new ResourceVector(
                120 + (rows * ((2 * score) + LogicRules.Saturate(scaled, 15) + 290 + visible)),
                60 + (rows * ((2 * score) + 1 + scaled + 205 + mask)),
                rows, 0, 0)
            + ResourceShape.Products(rows, score + 1, ResourceShape.Scale + 1, 19)
            + MemoryRules.Lookup(16, 1024, rows) + MemoryRules.Lookup(18, 256, rows) + MemoryRules.Lookup(9, 256, rows);

        // Product with the mantissa, shift by the exponent, clamping.
        var normalize = new ResourceVector(75 + (rows * 208), 35 + (rows * 119), rows, 0, 0);
        return max + exponentials + normalize
            + s.Channel(score * rows, context + 5) + s.Channel(score * rows, 5)
            + s.Channel(16 * rows, context + 22) + s.Channel(36 * rows, 22)
            + s.Channel(16 * rows, 8);
    }
}

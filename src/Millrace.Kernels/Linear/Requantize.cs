using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>y = saturate(round((sum + bias) * multiplier / 2^shift)), Lanes elements a cycle, row after row of each column tile.</summary>
internal static class Requantize
{
    /// <summary>A multiplier of the arithmetic specification: 0 to 2^17 - 1.</summary>
    internal static ScalarType Multiplier { get; } = UInt(17);

    internal static Process Define(LinearShape s) => Process.Define("requantize", p =>
    {
        var words = s.OutputLanes / s.Lanes;
        var sums = p.In("sums", LinearArray.Sums(s));
        var scales = p.In("scales", s.ScaleWord);
        var y = p.Out("y", Vec(s.Output, s.Lanes));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("n", s.OutputTiles, n =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", words, word =>
        {
            var first = row.IsFirst & word.IsFirst;
            var sum = p.Hold("held_sums", sums, first);
            var scale = p.Hold("held_scales", scales, first);
            var bias = scale.Slice(0, s.OutputLanes).Chunk(word, s.Lanes);
            var multiplier = scale.Slice(s.OutputLanes, s.OutputLanes).Chunk(word, s.Lanes).Wrap(Multiplier);
            var product = (sum.Chunk((row * words) + word, s.Lanes) + bias) * multiplier;
            y.Write(product.RoundShift(s.Shift).Saturate(s.Output));
        }))));
    });
}

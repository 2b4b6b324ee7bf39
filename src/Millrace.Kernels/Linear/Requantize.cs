using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>y = saturate(round((sum + bias) * multiplier / 2^shift)), Lanes elements a cycle, row after row of each column tile.</summary>
internal static class Requantize
{
    /// <summary>A multiplier of the arithmetic specification: 0 to 2^17 - 1.</summary>
    internal static ScalarType Multiplier { get; } = UInt(17);

    /// <summary>The process; inputs sums and scales, output y.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="sumRows">Rows of a word of sums: all of a tile, or one.</param>
    internal static Process Define(LinearShape s, int sumRows) => Process.Define("requantize", p =>
    {
        var wholeTile = sumRows == s.Tiling.TileRows;
        var words = s.OutputLanes / s.Lanes;
        var sums = p.In("sums", Vec(s.Sum, sumRows * s.OutputLanes));
        var scales = p.In("scales", s.ScaleWord);
        var y = p.Out("y", Vec(s.Output, s.Lanes));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("n", s.OutputTiles, n =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", words, word =>
        {
            var first = row.IsFirst & word.IsFirst;
            var sum = wholeTile
                ? p.Hold("held_sums", sums, first).Chunk((row * words) + word, s.Lanes)
                : p.Hold("held_sums", sums, word.IsFirst).Chunk(word, s.Lanes);
            var scale = p.Hold("held_scales", scales, first);
            var bias = scale.Slice(0, s.OutputLanes).Chunk(word, s.Lanes);
            var multiplier = scale.Slice(s.OutputLanes, s.OutputLanes).Chunk(word, s.Lanes).Wrap(Multiplier);
            var product = (sum + bias) * multiplier;
            y.Write(product.RoundShift(s.Shift).Saturate(s.Output));
        }))));
    });
}

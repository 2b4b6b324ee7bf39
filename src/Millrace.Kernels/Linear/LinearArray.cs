using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>The multiply-accumulate array: TileRows x OutputLanes accumulators stay in place while inputs and weights pass; every weight
/// serves all rows.</summary>
internal static class LinearArray
{
    internal static VectorType Sums(LinearShape s) => Vec(s.Sum, s.Tiling.TileRows * s.OutputLanes);

    internal static Process Define(LinearShape s) => Process.Define("array", p =>
    {
        var tileRows = p.BufferIn("tile", LinearRows.BufferWord(s), s.InputWords);
        var weights = p.In("weights", s.WeightWord);
        var sums = p.Out("sums", Sums(s));

        s.Tiling.Loop(p, (_, _) =>
        p.Loop("n", s.OutputTiles, n =>
        p.Loop("k", s.InputWords, k =>
        {
            var sum = p.Register("sum", Sums(s));
            var before = Select(k.IsFirst, 0, sum);
            var next = (before + OuterDot(tileRows.Read(k), weights.Read(), s.Tiling.TileRows, s.OutputLanes)).Wrap(s.Sum);
            sum.Set(next);
            sums.Write(next, when: k.IsLast);
            tileRows.Block(begin: n.IsFirst & k.IsFirst, release: n.IsLast & k.IsLast);
        })));
    });
}

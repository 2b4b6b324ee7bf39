using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// The product of two matrices of activations. b is held whole in a ping-pong buffer, so that the next head's comes in meanwhile; tiles of
/// rows of a stream past it, output-stationary; each sum is scaled by its head's multiplier. Q K^T and P V of a Transformer without a mask.
/// </summary>
public static class Matmul
{
    /// <summary>The network; inputs a, b, multiplier (one a head); output y in <see cref="MatmulShape.OutputOrder"/>.</summary>
    /// <exception cref="KernelParameterException">The shape is wrong.</exception>
    public static Network Define(MatmulShape s) => Network.Define("matmul", n =>
    {
        s.Validate();
        var rows = n.Add(
            LinearRows.Define(s.Tiling, BlockOrder.RowMajor(s.Inner, s.Lanes), s.Left, s.InnerLanes, s.InnerWords),
            n.In("a", Vec(s.Left, s.Lanes)));
        var held = n.Add(s.Transposed ? HoldColumns(s) : HoldRows(s), n.In("b", Vec(s.Right, s.Lanes)));
        var sums = n.Add(Array(s), rows, held);
        n.Out("y", n.Add(Scale(s), sums, n.In("multiplier", Requantize.Multiplier)));
    });

    /// <summary>Gathers b column after column: lane c * InnerLanes + i of a word is from column c.</summary>
    private static Process HoldColumns(MatmulShape s) => Process.Define("hold", p =>
    {
        var parts = s.InnerLanes / s.Lanes;
        var b = p.In("b", Vec(s.Right, s.Lanes));
        var held = p.BufferOut("held", s.HeldWord, s.ColumnTiles * s.InnerWords, s.ColumnLanes * parts);

        p.Loop("pass", s.Tiling.Passes, _ =>
        p.Loop("n", s.ColumnTiles, n =>
        p.Loop("column", s.ColumnLanes, column =>
        p.Loop("word", s.Inner / s.Lanes, word =>
        {
            held.Write((n * s.InnerWords) + word.Divide(parts), b.Read(), part: (column * parts) + word.Modulo(parts));
            held.Block(begin: n.IsFirst & column.IsFirst & word.IsFirst, commit: n.IsLast & column.IsLast & word.IsLast);
        }))));
    });

    /// <summary>Gathers b row after row: lane i * ColumnLanes + c of a word is from column c.</summary>
    private static Process HoldRows(MatmulShape s) => Process.Define("hold", p =>
    {
        var parts = s.ColumnLanes / s.Lanes;
        var b = p.In("b", Vec(s.Right, s.Lanes));
        var held = p.BufferOut("held", s.HeldWord, s.ColumnTiles * s.InnerWords, s.InnerLanes * parts);

        p.Loop("pass", s.Tiling.Passes, _ =>
        p.Loop("k", s.InnerWords, k =>
        p.Loop("row", s.InnerLanes, row =>
        p.Loop("word", s.Columns / s.Lanes, word =>
        {
            held.Write((word.Divide(parts) * s.InnerWords) + k, b.Read(), part: (row * parts) + word.Modulo(parts));
            held.Block(begin: k.IsFirst & row.IsFirst & word.IsFirst, commit: k.IsLast & row.IsLast & word.IsLast);
        }))));
    });

    private static Process Array(MatmulShape s) => Process.Define("array", p =>
    {
        var rows = p.BufferIn("tile", Vec(s.Left, s.Tiling.TileRows * s.InnerLanes), s.InnerWords);
        var held = p.BufferIn("held", s.HeldWord, s.ColumnTiles * s.InnerWords);
        var type = Vec(s.Sum, s.Tiling.TileRows * s.ColumnLanes);
        var sums = p.Out("sums", type);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("n", s.ColumnTiles, n =>
        p.Loop("k", s.InnerWords, k =>
        {
            var word = held.Read((n * s.InnerWords) + k);
            var columns = s.Transposed ? word : word.Turn(s.InnerLanes, s.ColumnLanes);
            var sum = p.Register("sum", type);
            var next = (Select(k.IsFirst, 0, sum) + OuterDot(rows.Read(k), columns, s.Tiling.TileRows, s.ColumnLanes)).Wrap(s.Sum);
            sum.Set(next);
            sums.Write(next, when: k.IsLast);
            rows.Block(begin: n.IsFirst & k.IsFirst, release: n.IsLast & k.IsLast);
            held.Block(begin: tile.IsFirst & n.IsFirst & k.IsFirst, release: tile.IsLast & n.IsLast & k.IsLast);
        })));
    });

    /// <summary>y = saturate(round(sum * multiplier / 2^shift)), row after row of each column tile.</summary>
    private static Process Scale(MatmulShape s) => Process.Define("scale", p =>
    {
        var sums = p.In("sums", Vec(s.Sum, s.Tiling.TileRows * s.ColumnLanes));
        var multiplier = p.In("multiplier", Requantize.Multiplier);
        var y = p.Out("y", Vec(s.Output, s.Lanes));

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("n", s.ColumnTiles, n =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", s.ColumnLanes / s.Lanes, word =>
        {
            var first = row.IsFirst & word.IsFirst;
            var m = p.Hold("held_multiplier", multiplier, tile.IsFirst & n.IsFirst & first);
            y.Write((p.Unload("held_sums", sums, first, s.Lanes) * m).RoundShift(s.Shift).Saturate(s.Output));
        }))));
    });
}

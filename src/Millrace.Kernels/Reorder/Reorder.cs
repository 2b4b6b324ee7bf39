using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Brings the words of each tile of rows from the order of an engine (a few columns of all rows, then the next columns) into row after row,
/// through a ping-pong buffer of one tile.
/// </summary>
public static class Reorder
{
    /// <summary>The network; input x in <paramref name="order"/>, output y row after row.</summary>
    /// <param name="element">Type of an element.</param>
    /// <param name="order">Order of the words that come in.</param>
    /// <param name="tiling">Passes, rows and rows of a tile.</param>
    public static Network ToRows(ScalarType element, BlockOrder order, RowTiling tiling) => Network.Define("reorder", n =>
    {
        order.Validate("reorder");
        KernelParameterException.Require(tiling.TileRows >= 1, "reorder", "tile_rows", tiling.TileRows, "at least 1 is needed");
        n.Out("y", n.Add(Empty(element, order, tiling), n.Add(Fill(element, order, tiling), n.In("x", Vec(element, order.Lanes)))));
    });

    private static Process Fill(ScalarType element, BlockOrder order, RowTiling tiling) => Process.Define("fill", p =>
    {
        var x = p.In("x", Vec(element, order.Lanes));
        var block = p.BufferOut("tile", Vec(element, order.Lanes), tiling.TileRows * order.RowWords);

        tiling.Loop(p, (_, tile) =>
        p.Loop("group", order.Groups, group =>
        p.Loop("row", tiling.RowsOf(tile), row =>
        p.Loop("word", order.GroupWords, word =>
        {
            block.Write((row * order.RowWords) + (group * order.GroupWords) + word, x.Read());
            block.Block(begin: group.IsFirst & row.IsFirst & word.IsFirst, commit: group.IsLast & row.IsLast & word.IsLast);
        }))));
    });

    private static Process Empty(ScalarType element, BlockOrder order, RowTiling tiling) => Process.Define("empty", p =>
    {
        var block = p.BufferIn("tile", Vec(element, order.Lanes), tiling.TileRows * order.RowWords);
        var y = p.Out("y", Vec(element, order.Lanes));

        tiling.Loop(p, (_, tile) =>
        p.Loop("row", tiling.RowsOf(tile), row =>
        p.Loop("word", order.RowWords, word =>
        {
            y.Write(block.Read((row * order.RowWords) + word));
            block.Block(begin: row.IsFirst & word.IsFirst, release: row.IsLast & word.IsLast);
        })));
    });
}

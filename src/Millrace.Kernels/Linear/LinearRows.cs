using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Gathers a tile of rows: word k of the buffer holds inputs k * InputLanes ... of every row, so that the array reads all it needs
/// in a cycle.</summary>
internal static class LinearRows
{
    internal static VectorType BufferWord(LinearShape s) => Vec(s.Input, s.Tiling.TileRows * s.InputLanes);

    internal static Process Define(LinearShape s) => Define(s.Tiling, s.InputOrder, s.Input, s.InputLanes, s.InputWords);

    internal static Process Define(
        RowTiling tiling, BlockOrder order, ScalarType element, int inputLanes, int words) => Process.Define("rows", p =>
    {
        var wordsPerPart = inputLanes / order.Lanes;
        var x = p.In("x", Vec(element, order.Lanes));
        var tileRows = p.BufferOut("tile", Vec(element, tiling.TileRows * inputLanes), words, tiling.TileRows * wordsPerPart);

        tiling.Loop(p, (_, tile) =>
        p.Loop("group", order.Groups, group =>
        p.Loop("row", tiling.RowsOf(tile), row =>
        p.Loop("word", order.GroupWords, word =>
        {
            var at = (group * order.GroupWords) + word;
            tileRows.Write(at.Divide(wordsPerPart), x.Read(), part: (row * wordsPerPart) + at.Modulo(wordsPerPart));
            tileRows.Block(begin: group.IsFirst & row.IsFirst & word.IsFirst, commit: group.IsLast & row.IsLast & word.IsLast);
        }))));
    });
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Gathers a tile of rows: word k of the buffer holds inputs k * InputLanes ... of every row, so that the array reads all it needs
/// in a cycle.</summary>
internal static class LinearRows
{
    internal static VectorType BufferWord(LinearShape s) => Vec(s.Input, s.Tiling.TileRows * s.InputLanes);

    internal static Process Define(LinearShape s) => Process.Define("rows", p =>
    {
        var order = s.InputOrder;
        var wordsPerPart = s.InputLanes / s.Lanes;
        var x = p.In("x", s.InputWord);
        var tileRows = p.BufferOut("tile", BufferWord(s), s.InputWords, s.Tiling.TileRows * wordsPerPart);

        s.Tiling.Loop(p, (_, tile) =>
        p.Loop("group", order.Groups, group =>
        p.Loop("row", s.Tiling.RowsOf(tile), row =>
        p.Loop("word", order.GroupWords, word =>
        {
            var at = (group * order.GroupWords) + word;
            tileRows.Write(at.Divide(wordsPerPart), x.Read(), part: (row * wordsPerPart) + at.Modulo(wordsPerPart));
            tileRows.Block(begin: group.IsFirst & row.IsFirst & word.IsFirst, commit: group.IsLast & row.IsLast & word.IsLast);
        }))));
    });
}

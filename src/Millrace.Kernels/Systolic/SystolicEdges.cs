using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>The edges of the array, where operands come in and sums go out.</summary>
internal static class SystolicEdges
{
    /// <summary>Activations for each row of elements, once for every column tile, from the buffer of the tile.</summary>
    internal static Process Rows(SystolicShape s) => Process.Define("to_rows", p =>
    {
        var tileRows = p.BufferIn("tile", LinearRows.BufferWord(s.Linear), s.Linear.InputWords);
        var to = Enumerable.Range(0, s.Rows).Select(r => p.Out($"to_{r}", SystolicElement.Activations(s))).ToArray();

        s.Linear.Tiling.Loop(p, (_, _) =>
        p.Loop("n", s.Linear.OutputTiles, n =>
        p.Loop("k", s.Linear.InputWords, k =>
        {
            var word = tileRows.Read(k);
            for (var r = 0; r < s.Rows; r++)
                to[r].Write(word.Slice(r * s.Linear.InputLanes, s.Linear.InputLanes));
            tileRows.Block(begin: n.IsFirst & k.IsFirst, release: n.IsLast & k.IsLast);
        })));
    });

    /// <summary>Weights for each column of elements.</summary>
    internal static Process Columns(SystolicShape s) => Process.Define("to_columns", p =>
    {
        var weights = p.In("weights", s.Linear.WeightWord);
        var to = Enumerable.Range(0, s.Columns).Select(c => p.Out($"to_{c}", SystolicElement.Weights(s))).ToArray();
        var lanes = s.Linear.InputLanes * s.ElementOutputs;

        s.Linear.Tiling.Loop(p, (_, _) =>
        p.Loop("n", s.Linear.OutputTiles, _ =>
        p.Loop("k", s.Linear.InputWords, _ =>
        {
            var word = weights.Read();
            for (var c = 0; c < s.Columns; c++)
                to[c].Write(word.Slice(c * lanes, lanes));
        })));
    });

    /// <summary>The ends of the columns' chains side by side: a row of the tile after the other. Rows that the last tile lacks are dropped.
    /// </summary>
    internal static Process Top(SystolicShape s) => Process.Define("top", p =>
    {
        var from = Enumerable.Range(0, s.Columns).Select(c => p.In($"from_{c}", SystolicElement.Sums(s))).ToArray();
        var sums = p.Out("sums", Vec(s.Linear.Sum, s.Linear.OutputLanes));

        s.Linear.Tiling.Loop(p, (_, tile) =>
        p.Loop("n", s.Linear.OutputTiles, _ =>
        p.Loop("row", s.Rows, row =>
            sums.Write(Concat([.. from.Select(f => f.Read())]), when: row < s.Linear.Tiling.RowsOf(tile)))));
    });
}

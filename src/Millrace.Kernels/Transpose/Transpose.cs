using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Turns blocks of rows into blocks of columns, through a ping-pong buffer whose words are squares of lanes x lanes elements: filled row by
/// row, a part of a word at a time, and emptied column by column. TENSOR any number of blocks; BLOCK rows x columns; STREAM lanes elements
/// a cycle in and out.
/// </summary>
public static class Transpose
{
    /// <summary>The network; input x row after row of each block, output y column after column.</summary>
    /// <param name="element">Type of an element.</param>
    /// <param name="rows">Rows of a block, a multiple of <paramref name="lanes"/>.</param>
    /// <param name="columns">Columns of a block, a multiple of <paramref name="lanes"/>.</param>
    /// <param name="lanes">Elements of a word.</param>
    /// <param name="blocks">Blocks of a launch.</param>
    /// <exception cref="KernelParameterException">Rows or columns are no multiple of the lanes.</exception>
    public static Network Define(ScalarType element, int rows, int columns, int lanes, IndexExpression blocks) =>
        Network.Define("transpose", n =>
        {
            KernelParameterException.Require(lanes >= 1, "transpose", "lanes", lanes, "at least 1 is needed");
            Multiple("rows", rows);
            Multiple("columns", columns);
            var filled = n.Add(Fill(element, rows, columns, lanes, blocks), n.In("x", Vec(element, lanes)));
            n.Out("y", n.Add(Empty(element, rows, columns, lanes, blocks), filled));

            void Multiple(string parameter, int given) => KernelParameterException.Require(
                given >= 1 && given % lanes == 0, "transpose", parameter, given, $"a positive multiple of the {lanes} lanes is needed");
        });

    private static Process Fill(ScalarType element, int rows, int columns, int lanes, IndexExpression blocks) => Process.Define("fill", p =>
    {
        var across = columns / lanes;
        var x = p.In("x", Vec(element, lanes));
        var block = p.BufferOut("block", Vec(element, lanes * lanes), rows / lanes * across, lanes);

        p.Loop("block", blocks, _ =>
        p.Loop("down", rows / lanes, down =>
        p.Loop("row", lanes, row =>
        p.Loop("word", across, word =>
        {
            block.Write((down * across) + word, x.Read(), part: row);
            block.Block(begin: down.IsFirst & row.IsFirst & word.IsFirst, commit: down.IsLast & row.IsLast & word.IsLast);
        }))));
    });

    private static Process Empty(
        ScalarType element, int rows, int columns, int lanes, IndexExpression blocks) => Process.Define("empty", p =>
    {
        var across = columns / lanes;
        var block = p.BufferIn("block", Vec(element, lanes * lanes), rows / lanes * across);
        var y = p.Out("y", Vec(element, lanes));

        p.Loop("block", blocks, _ =>
        p.Loop("across", across, square =>
        p.Loop("column", lanes, column =>
        p.Loop("word", rows / lanes, word =>
        {
            y.Write(block.Read((word * across) + square).Turn(lanes, lanes).Chunk(column, lanes));
            block.Block(begin: square.IsFirst & column.IsFirst & word.IsFirst, release: square.IsLast & column.IsLast & word.IsLast);
        }))));
    });
}

using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Lets the last rows of a matrix pass and drops the others.</summary>
public static class LastRows
{
    /// <summary>The process; input x, output y.</summary>
    /// <param name="word">Type of a word.</param>
    /// <param name="rowWords">Words of a row.</param>
    /// <param name="rows">Rows that come in.</param>
    /// <param name="kept">Rows that go out.</param>
    public static Process Define(
        HardwareType word, int rowWords, IndexExpression rows, IndexExpression kept) => Process.Define("last_rows", p =>
    {
        KernelParameterException.Require(rowWords >= 1, "last_rows", "row_words", rowWords, "at least 1 is needed");
        var x = p.In("x", word);
        var y = p.Out("y", word);

        p.Loop("row", rows, row =>
        p.Loop("word", rowWords, _ => y.Write(x.Read(), when: row >= rows - kept)));
    });
}

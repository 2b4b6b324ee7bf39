using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Merges the rows of two streams in a fixed order: a row of a, then a row of b, and so on. TENSOR any number of rows of each;
/// BLOCK a row of each; STREAM a word a cycle.</summary>
public static class Merge
{
    /// <summary>The process; inputs a and b, output y.</summary>
    /// <param name="type">Type of a word.</param>
    /// <param name="firstWords">Words of a row of a.</param>
    /// <param name="secondWords">Words of a row of b.</param>
    /// <param name="rows">Rows of each in a launch.</param>
    /// <exception cref="KernelParameterException">A row has no words.</exception>
    public static Process Define(HardwareType type, int firstWords, int secondWords, IndexExpression rows)
    {
        KernelParameterException.Require(firstWords >= 1, "merge", "first_words", firstWords, "at least 1 is needed");
        KernelParameterException.Require(secondWords >= 1, "merge", "second_words", secondWords, "at least 1 is needed");
        return Process.Define("merge", p =>
        {
            var a = p.In("a", type);
            var b = p.In("b", type);
            var y = p.Out("y", type);

            p.Loop("row", rows, _ =>
            p.Loop("word", firstWords + secondWords, word =>
            {
                var ofFirst = word < firstWords;
                y.Write(Language.Select(ofFirst, a.Read(when: ofFirst), b.Read(when: !ofFirst)));
            }));
        });
    }
}

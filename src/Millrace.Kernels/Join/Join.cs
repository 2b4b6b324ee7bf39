using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Puts the words of two streams of the same rhythm side by side: lanes of a, then lanes of b. TENSOR any number of words; BLOCK
/// and STREAM a word of each a cycle.</summary>
public static class Join
{
    /// <summary>The process; inputs a and b, output y.</summary>
    /// <param name="element">Type of an element.</param>
    /// <param name="firstLanes">Lanes of a word of a.</param>
    /// <param name="secondLanes">Lanes of a word of b.</param>
    /// <param name="words">Words of each in a launch.</param>
    /// <exception cref="KernelParameterException">A word has no lanes.</exception>
    public static Process Define(ScalarType element, int firstLanes, int secondLanes, IndexExpression words)
    {
        KernelParameterException.Require(firstLanes >= 1, "join", "first_lanes", firstLanes, "at least 1 is needed");
        KernelParameterException.Require(secondLanes >= 1, "join", "second_lanes", secondLanes, "at least 1 is needed");
        return Process.Define("join", p =>
        {
            var a = p.In("a", Vec(element, firstLanes));
            var b = p.In("b", Vec(element, secondLanes));
            var y = p.Out("y", Vec(element, firstLanes + secondLanes));

            p.Loop("word", words, _ => y.Write(Concat(a.Read(), b.Read())));
        });
    }
}

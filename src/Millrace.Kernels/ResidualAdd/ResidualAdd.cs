using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>y = saturate(a + b), lane by lane. TENSOR and BLOCK any, STREAM <c>lanes</c> elements a cycle.</summary>
public static class ResidualAdd
{
    /// <summary>The process; inputs a and b, output y.</summary>
    /// <param name="element">Type of an element of all three.</param>
    /// <param name="lanes">Elements of a word.</param>
    /// <param name="words">Words of a launch.</param>
    public static Process Define(ScalarType element, int lanes, IndexExpression words) => Process.Define("residual_add", p =>
    {
        KernelParameterException.Require(lanes >= 1, "residual_add", "lanes", lanes, "at least 1 is needed");
        var a = p.In("a", Vec(element, lanes));
        var b = p.In("b", Vec(element, lanes));
        var y = p.Out("y", Vec(element, lanes));

        p.Loop("i", words, _ => y.Write((a.Read() + b.Read()).Saturate(element)));
    });
}

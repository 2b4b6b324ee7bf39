using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Kernels;

/// <summary>y[r] = the largest of |x[r, c]|: what a row is divided by before it is quantized.</summary>
public static class MyKernel
{
    /// <summary>The process; input x, output y.</summary>
    /// <param name="s">The shape.</param>
    public static Process Define(MyKernelShape s) => Process.Define("my_kernel", p =>
    {
        s.Validate();
        var x = p.In("x", Vec(s.Element, s.Lanes));
        var y = p.Out("y", s.Magnitude);

        p.Loop("row", s.Rows, _ =>
        p.Loop("word", s.Columns / s.Lanes, word =>
        {
            var v = x.Read();
            var largest = p.Register("largest", s.Magnitude);
            var next = Max(Max(v, 0 - v).ReduceMax(), Select(word.IsFirst, 0, largest)).Wrap(s.Magnitude);
            largest.Set(next);
            y.Write(next, when: word.IsLast);
        }));
    });
}

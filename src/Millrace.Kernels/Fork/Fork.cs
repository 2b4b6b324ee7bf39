using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Sends every element two ways. Both outputs take it in the same firing: where one path waits for the other, its channel needs
/// room.</summary>
public static class Fork
{
    /// <summary>The process; input x, outputs a and b.</summary>
    /// <param name="type">Type of an element.</param>
    /// <param name="count">Elements of a launch.</param>
    public static Process Define(HardwareType type, IndexExpression count) => Process.Define("fork", p =>
    {
        var x = p.In("x", type);
        var a = p.Out("a", type);
        var b = p.Out("b", type);

        p.Loop("i", count, _ =>
        {
            var v = x.Read();
            a.Write(v);
            b.Write(v);
        });
    });
}

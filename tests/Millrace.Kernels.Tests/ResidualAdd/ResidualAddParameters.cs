using Millrace.Hls;
using Millrace.Models.Integer;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A residual add of any integers; the reference knows those of the residual stream.</summary>
public sealed record ResidualAddParameters(ScalarType Element, int Lanes, params int[] Words) : IKernelParameters<ResidualAddParameters>
{
    public static IReadOnlyDictionary<string, ResidualAddParameters> Sets { get; } = new Dictionary<string, ResidualAddParameters>
    {
        ["the residual stream, one lane"] = new(Int(24), 1, 1, 48),
        ["the residual stream, eleven lanes"] = new(Int(24), 11, 5, 7),
        ["the residual stream, eight lanes"] = new(Int(24), 8, 100),
        ["narrow"] = new(Int(3), 3, 20),
        ["unsigned"] = new(UInt(8), 4, 20, 3),
        ["wider than a machine's int"] = new(Int(40), 2, 30),
    };

    public Network Define() => Network.Of(ResidualAdd.Define(Element, Lanes, new Argument("words")));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Words.Select(words => Launch(random, words * Lanes))],
        FullRate = KernelRun.Arguments(("words", 20)),
    };

    private KernelLaunch Launch(Random random, int count)
    {
        var (a, b) = (Integers.Draw(random, Element, count), Integers.Draw(random, Element, count));
        return new(KernelRun.Arguments(("words", count / Lanes)), KernelRun.Elements(("a", a), ("b", b)), KernelRun.Elements(("y", Sum(a, b))));
    }

    private long[] Sum(long[] a, long[] b)
    {
        if (Element != Int(IntegerResidual.Bits))
            return [.. a.Zip(b, (x, y) => Math.Clamp(x + y, Element.MinValue, Element.MaxValue))];
        var x = Array.ConvertAll(a, v => (int)v);
        IntegerResidual.Add(x, Array.ConvertAll(b, v => (int)v));
        return Array.ConvertAll(x, v => (long)v);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>Fixed point to integers and back, in one network: x to q in one part, another q to another x beside it.</summary>
public sealed record QuantizeParameters(ScalarType Real, ScalarType Integer, int Shift, int Lanes, int Passes, params int[] Words)
    : IKernelParameters<QuantizeParameters>
{
    public static IReadOnlyDictionary<string, QuantizeParameters> Sets { get; } = new Dictionary<string, QuantizeParameters>
    {
        ["eight bits, three lanes, two passes"] = new(Fixed(16, 10), Int(8), 16, 3, 2, 5, 1),
        ["four bits, unsigned, one lane"] = new(UFixed(11, 11), UInt(4), 23, 1, 1, 7),
        ["more fraction than bits, no shift"] = new(Fixed(9, 20), Int(12), 0, 2, 3, 4),
        ["units of 8"] = new(Fixed(24, -3), Int(16), 30, 4, 1, 20),
        ["widest"] = new(Fixed(40, 5), Int(40), 62, 2, 1, 9),
    };

    public QuantizeShape Shape => new()
    {
        Real = Real,
        Integer = Integer,
        Shift = Shift,
        Lanes = Lanes,
        Passes = Passes,
        Words = new Argument("words"),
    };

    public Network Define() => Network.Define("both", n =>
    {
        n.Out("q_out", n.Add(Quantize.Define(Shape), n.In("x", Vec(Real, Lanes)), n.In("m_x", UInt(17))));
        n.Out("x_out", n.Add(Dequantize.Define(Shape), n.In("q", Vec(Integer, Lanes)), n.In("m_q", UInt(17))));
    });

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Words.Select(words => Launch(random, words))],
        FullRate = KernelRun.Arguments(("words", 20)),
    };

    private KernelLaunch Launch(Random random, int words)
    {
        var (x, q) = (Integers.Draw(random, Real, Passes * words * Lanes), Integers.Draw(random, Integer, Passes * words * Lanes));
        var (mx, mq) = (Multipliers(), Multipliers());
        return new(
            KernelRun.Arguments(("words", words)), KernelRun.Elements(("x", x), ("m_x", mx), ("q", q), ("m_q", mq)),
            KernelRun.Elements(("q_out", Scaled(x, mx, Integer)), ("x_out", Scaled(q, mq, Real))));

        long[] Multipliers() => [.. Enumerable.Range(0, Passes).Select(_ => (long)Integers.Multiplier(random))];

        long[] Scaled(long[] values, long[] multipliers, ScalarType type) => [.. values.Select((v, i) =>
        {
            var half = Shift == 0 ? 0 : Int128.One << (Shift - 1);
            var product = ((Int128)v * multipliers[i / (words * Lanes)]) + half;
            return (long)Int128.Clamp(product >> Shift, type.MinValue, type.MaxValue);
        })];
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A gated product with a table of any numbers.</summary>
public sealed record GatedProductParameters(int Gate, int Up, int Output, int Shift, int Lanes, int Passes, params int[] Words)
    : IKernelParameters<GatedProductParameters>
{
    public static IReadOnlyDictionary<string, GatedProductParameters> Sets { get; } = new Dictionary<string, GatedProductParameters>
    {
        ["eight bits, three lanes, two passes"] = new(8, 8, 8, 28, 3, 2, 5, 1, 7),
        ["no shift, one lane"] = new(4, 5, 16, 0, 1, 1, 9),
        ["widest"] = new(11, 16, 16, 40, 2, 1, 6, 2),
        ["twelve bits in, eight lanes"] = new(12, 8, 8, 30, 8, 3, 20),
        ["largest shift"] = new(12, 8, 8, 62, 2, 1, 20),
    };

    public GatedProductShape Shape => new()
    {
        Gate = Int(Gate),
        Up = Int(Up),
        Output = Int(Output),
        Shift = Shift,
        Lanes = Lanes,
        Passes = Passes,
        Words = new Argument("words"),
    };

    public Network Define(short[] table) => Network.Of(GatedProduct.Define(Shape, table));

    public KernelUnderTest Make(Random random)
    {
        var table = Integers.Draw(random, GatedProductShape.Entry, Shape.Entries).Select(v => (short)v).ToArray();
        return new()
        {
            Network = Define(table),
            Launches = [.. Words.Select(words => Launch(random, table, words))],
            FullRate = KernelRun.Arguments(("words", 20)),
        };
    }

    private KernelLaunch Launch(Random random, short[] table, int words)
    {
        var (gate, up) = (Draw(Gate), Draw(Up));
        var multipliers = Enumerable.Range(0, Passes).Select(_ => (long)Integers.Multiplier(random)).ToArray();
        var (half, most) = (Shift == 0 ? 0 : 1L << (Shift - 1), (1L << (Output - 1)) - 1);
        var y = new long[gate.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var product = table[gate[i] + (table.Length / 2)] * up[i] * multipliers[i / (words * Lanes)];
            y[i] = Math.Clamp((product + half) >> Shift, -most - 1, most);
        }

        return new(
            KernelRun.Arguments(("words", words)), KernelRun.Elements(("gate", gate), ("up", up), ("multiplier", multipliers)),
            KernelRun.Elements(("y", y)));

        long[] Draw(int bits) => Integers.Draw(random, Int(bits), Passes * words * Lanes);
    }
}

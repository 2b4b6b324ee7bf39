using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>An activation function at other widths than the specification's; its table holds y itself or, with a shift, 16 bits.</summary>
public sealed record ActivationWidthsParameters(int Input, int Output, int? Shift, int Lanes, int Passes, params int[] Words)
    : IKernelParameters<ActivationWidthsParameters>
{
    public static IReadOnlyDictionary<string, ActivationWidthsParameters> Sets { get; } = new Dictionary<string, ActivationWidthsParameters>
    {
        ["four bits, exact, three lanes"] = new(4, 4, null, 3, 1, 5, 1),
        ["eleven bits to sixteen, exact, two passes"] = new(11, 16, null, 2, 2, 7),
        ["nine bits to seven, scaled"] = new(9, 7, 21, 5, 3, 4, 2),
        ["sixteen bits, exact"] = new(16, 16, null, 4, 1, 20),
        ["sixteen bits to eight, scaled"] = new(16, 8, 30, 1, 2, 9),
    };

    public ActivationShape Shape => new()
    {
        Input = Int(Input),
        Output = Int(Output),
        Shift = Shift,
        Lanes = Lanes,
        Passes = Passes,
        Words = new Argument("words"),
    };

    public Network Define(short[] table) => Network.Of(Activation.Define(Shape, table));

    public KernelUnderTest Make(Random random)
    {
        var table = Integers.Draw(random, Shape.Entry, Shape.Entries).Select(v => (short)v).ToArray();
        return new()
        {
            Network = Define(table),
            Launches = [.. Words.Select(words => Launch(random, table, words))],
            FullRate = KernelRun.Arguments(("words", 20)),
        };
    }

    private KernelLaunch Launch(Random random, short[] table, int words)
    {
        var x = Integers.Draw(random, Int(Input), Passes * words * Lanes);
        var entries = x.Select(v => (long)table[v + (table.Length / 2)]);
        if (Shift is not { } shift)
            return new(KernelRun.Arguments(("words", words)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", [.. entries])));

        var multipliers = Enumerable.Range(0, Passes).Select(_ => (long)Integers.Multiplier(random)).ToArray();
        var (half, most) = (1L << (shift - 1), (1L << (Output - 1)) - 1);
        var y = entries.Select((f, i) => Math.Clamp(((f * multipliers[i / (words * Lanes)]) + half) >> shift, -most - 1, most));
        return new(
            KernelRun.Arguments(("words", words)), KernelRun.Elements(("x", x), ("multiplier", multipliers)),
            KernelRun.Elements(("y", [.. y])));
    }
}

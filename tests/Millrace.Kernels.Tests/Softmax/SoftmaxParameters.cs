using Millrace.Hls;
using Millrace.Models.Integer;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A plain softmax and the lengths of its rows, launch after launch.</summary>
public sealed record SoftmaxParameters(ScalarType Score, int Rows, int Longest, int Shift, params (int Groups, int Columns)[] Lengths) : IKernelParameters<SoftmaxParameters>
{
    public static IReadOnlyDictionary<string, SoftmaxParameters> Sets { get; } = new Dictionary<string, SoftmaxParameters>
    {
        ["one score"] = new(Int(16), 1, 1, 4, (1, 1), (7, 1)),
        ["eleven scores, three rows"] = new(Int(21), 3, 11, 12, (5, 11), (1, 1), (3, 7)),
        ["widest scores, eight rows"] = new(Int(32), 8, 48, 22, (3, 48), (6, 5)),
        ["no shift"] = new(Int(9), 2, 20, 0, (4, 20), (2, 3)),
        ["unsigned scores, largest shift"] = new(UInt(31), 1, 33, 46, (2, 33), (9, 2)),
    };

    public Network Define() => Softmax.Define(new SoftmaxShape(Score, Rows, Longest, Shift, Softmax.Plain(new Argument("groups"), new Argument("columns", Longest))));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Lengths.Select(l => Launch(random, l.Groups, l.Columns))],
        FullRate = KernelRun.Arguments(("groups", 6), ("columns", Longest)),
    };

    private KernelLaunch Launch(Random random, int groups, int columns)
    {
        var multiplier = Integers.Multiplier(random);
        var scores = Integers.Draw(random, Score, groups * columns * Rows);
        var expected = new long[scores.Length];
        for (var group = 0; group < groups; group++)
        {
            for (var row = 0; row < Rows; row++)
            {
                var at = (group * columns * Rows) + row;
                var p = new ushort[columns];
                IntegerSoftmax.Apply([.. Enumerable.Range(0, columns).Select(c => (int)scores[at + (c * Rows)])], multiplier, Shift, p);
                for (var c = 0; c < columns; c++)
                    expected[at + (c * Rows)] = p[c];
            }
        }

        return new(
            KernelRun.Arguments(("groups", groups), ("columns", columns)), KernelRun.Elements(("scores", scores), ("multiplier", [multiplier])), KernelRun.Elements(("probabilities", expected)));
    }
}

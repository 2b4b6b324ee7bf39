using System.Numerics;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A softmax whose probabilities have fewer than 16 bits.</summary>
public sealed record SoftmaxBitsParameters(int Bits, int Rows, int Longest, int Shift, params (int Groups, int Columns)[] Lengths)
    : IKernelParameters<SoftmaxBitsParameters>
{
    public static IReadOnlyDictionary<string, SoftmaxBitsParameters> Sets { get; } = new Dictionary<string, SoftmaxBitsParameters>
    {
        ["eight bits, three rows of eleven"] = new(8, 3, 11, 12, (2, 11), (1, 3)),
        ["four bits, one row"] = new(4, 1, 7, 20, (5, 7), (2, 1)),
        ["fifteen bits, two rows"] = new(15, 2, 20, 8, (3, 20)),
    };

    public Network Define() => Softmax.Define(
        new SoftmaxShape(Int(24), Rows, Longest, Shift, Softmax.Plain(new Argument("groups"), new Argument("columns", Longest)))
        {
            Output = UInt(Bits),
        });

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Lengths.Select(l => Launch(random, l.Groups, l.Columns))],
        FullRate = KernelRun.Arguments(("groups", 6), ("columns", Longest)),
    };

    /// <summary>One row, as section 4 of the specification has it, rounded to these bits instead of 16.</summary>
    private long[] Row(long[] scores, long multiplier)
    {
        var largest = scores.Max();
        var e = Array.ConvertAll(scores, a =>
        {
            var t = Math.Min(Rounded((largest - a) * multiplier, Shift), 32767);
            return Rounded((long)Math.Floor((32768 * Math.Pow(2, -(t & 1023) / 1024.0)) + 0.5), (int)(t >> 10));
        });
        var h = BitOperations.LeadingZeroCount((uint)e.Sum());
        var w = (e.Sum() << h >> 15) & 65535;
        var (start, next) = (Reciprocal(w >> 8), Reciprocal((w >> 8) + 1));
        var r = start - Rounded((start - next) * (w & 255), 8);
        return Array.ConvertAll(e, v => Math.Min(Rounded(v * r, 32 - h + 16 - Bits), (1L << Bits) - 1));

        static long Rounded(long value, int bits) => bits == 0 ? value : (value + (1L << (bits - 1))) >> bits;
        static long Reciprocal(long i) => (long)Math.Floor((131072 / (1 + (i / 256.0))) + 0.5);
    }

    private KernelLaunch Launch(Random random, int groups, int columns)
    {
        var multiplier = Integers.Multiplier(random);
        var scores = Integers.Draw(random, Int(24), groups * columns * Rows);
        var expected = new long[scores.Length];
        for (var i = 0; i < groups * Rows; i++)
        {
            var at = (i / Rows * columns * Rows) + (i % Rows);
            var p = Row([.. Enumerable.Range(0, columns).Select(c => scores[at + (c * Rows)])], multiplier);
            for (var c = 0; c < columns; c++)
                expected[at + (c * Rows)] = p[c];
        }

        return new(
            KernelRun.Arguments(("groups", groups), ("columns", columns)), KernelRun.Elements(("scores", scores), ("multiplier", [multiplier])),
            KernelRun.Elements(("probabilities", expected)));
    }
}

using System.Numerics;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>An online softmax and the lengths of its rows, launch after launch.</summary>
public sealed record OnlineSoftmaxParameters(
    ScalarType Score, int Rows, int Longest, int Shift, int Bits, params (int Groups, int Columns)[] Lengths)
    : IKernelParameters<OnlineSoftmaxParameters>
{
    public static IReadOnlyDictionary<string, OnlineSoftmaxParameters> Sets { get; } = new Dictionary<string, OnlineSoftmaxParameters>
    {
        ["one or two scores"] = new(Int(16), 1, 2, 4, 16, (3, 1), (7, 2)),
        ["eleven scores, three rows, eight bits"] = new(Int(21), 3, 11, 8, 8, (5, 11), (1, 1), (3, 7)),
        ["widest scores"] = new(Int(40), 2, 20, 30, 16, (3, 20), (6, 5)),
        ["no shift"] = new(Int(9), 2, 20, 0, 12, (4, 20), (2, 3)),
        ["unsigned scores"] = new(UInt(31), 1, 33, 24, 16, (2, 33), (9, 2)),
    };

    public Network Define() => OnlineSoftmax.Define(new SoftmaxShape(
        Score, Rows, Longest, Shift, Softmax.Plain(new Argument("groups"), new Argument("columns", Longest)))
    { Output = UInt(Bits) });

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Lengths.Select(l => Launch(random, l.Groups, l.Columns))],
        FullRate = KernelRun.Arguments(("groups", 6), ("columns", Longest)),
    };

    /// <summary>One row, as section 12 of the specification has it.</summary>
    public long[] Row(long[] scores, long multiplier)
    {
        var n = scores.Length;
        var (max, sum, mantissa, octaves) = (new long[n], new long[n], new long[n], new long[n]);
        for (var j = 0; j < n; j++)
        {
            var product = Rounded((Int128)scores[j] * multiplier, Shift);
            var u = (long)Int128.Clamp(product, int.MinValue, int.MaxValue);
            max[j] = Math.Max((u + 16383) >> 14, j == 0 ? long.MinValue : max[j - 1]);
            var t = Math.Min((max[j] << 14) - u, (1 << 20) - 1);
            var (at, next) = (Power((t >> 4) & 1023), Power(((t >> 4) & 1023) + 1));
            (mantissa[j], octaves[j]) = (at - (((at - next) * (t & 15)) + 8 >> 4), t >> 14);
            sum[j] = (j < 2 ? 0 : sum[j - 2] >> (int)Math.Min(63, max[j] - max[j - 2])) + (mantissa[j] << 20 >> (int)octaves[j]);
        }

        var total = (n < 2 ? 0 : sum[n - 2] >> (int)Math.Min(63, max[n - 1] - max[n - 2])) + sum[n - 1];
        var zeros = BitOperations.LeadingZeroCount((ulong)total) - 11;
        var w = total << zeros >> 32 & 0xFFFFF;
        var (start, end) = (Reciprocal(w >> 11), Reciprocal((w >> 11) + 1));
        var r = start - (((start - end) * (w & 2047)) + 1024 >> 11);
        return [.. Enumerable.Range(0, n).Select(j =>
        {
            var shift = Math.Clamp(max[n - 1] + 49 - Bits - zeros - (max[j] - octaves[j]), 0, 63);
            return (long)Int128.Min(Rounded((Int128)mantissa[j] * r, (int)shift), (1L << Bits) - 1);
        })];

        static Int128 Rounded(Int128 value, int bits) => bits == 0 ? value : (value + (Int128.One << (bits - 1))) >> bits;
        static long Power(long i) => (long)Math.Floor((65536 * Math.Pow(2, -i / 1024.0)) + 0.5);
        static long Reciprocal(long i) => (long)Math.Floor((131072 / (1 + (i / 512.0))) + 0.5);
    }

    private KernelLaunch Launch(Random random, int groups, int columns)
    {
        var multiplier = Integers.Multiplier(random);
        var scores = Integers.Draw(random, Score, groups * columns * Rows);
        var expected = new long[scores.Length];
        for (var first = 0; first < scores.Length; first += columns * Rows)
        {
            for (var row = 0; row < Rows; row++)
            {
                var at = first + row;
                var p = Row([.. Enumerable.Range(0, columns).Select(c => scores[at + (c * Rows)])], multiplier);
                for (var c = 0; c < columns; c++)
                    expected[at + (c * Rows)] = p[c];
            }
        }

        return new(
            KernelRun.Arguments(("groups", groups), ("columns", columns)), KernelRun.Elements(("scores", scores), ("multiplier", [multiplier])),
            KernelRun.Elements(("probabilities", expected)));
    }
}

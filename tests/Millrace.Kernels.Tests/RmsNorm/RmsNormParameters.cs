using System.Buffers.Binary;
using System.Numerics;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>An RMSNorm behind the reader of its gains.</summary>
public sealed record RmsNormParameters(int Columns, int Lanes, int Passes, long Epsilon, int Shift, int Bits, params int[] Rows)
    : IKernelParameters<RmsNormParameters>
{
    public static IReadOnlyDictionary<string, RmsNormParameters> Sets { get; } = new Dictionary<string, RmsNormParameters>
    {
        ["one element"] = new(1, 1, 1, 1, 0, 8, 1, 4),
        ["thirty-three, three lanes, three passes"] = new(33, 3, 3, 5, 18, 8, 2, 5, 1),
        ["twelve bits out, one word a row"] = new(16, 16, 2, 1000, 22, 12, 9),
        ["sixteen bits out, one lane"] = new(48, 1, 1, (1L << 61) - 1, 40, 16, 1, 3),
        ["a hundred and four"] = new(104, 8, 1, 1L << 40, 20, 8, 6),
    };

    public RmsNormShape Shape => new()
    {
        Columns = Columns,
        Lanes = Lanes,
        Passes = Passes,
        Rows = new Argument("rows"),
        Epsilon = Epsilon,
        Shift = Shift,
        Output = Int(Bits),
    };

    public OffChipMemory Memory() => new("gains", Shape.MemoryWord, Passes * Shape.RowWords, new());

    public Network Define(OffChipMemory memory) => Network.Define("norm", n =>
    {
        var gains = n.Add(RmsNorm.Gains(Shape), memory);
        n.Out("y", n.Add(RmsNorm.Define(Shape), n.In("x", Shape.InputWord), gains["gains"]));
    });

    public KernelUnderTest Make(Random random)
    {
        var memory = Memory();
        var gains = Integers.Draw(random, RmsNormShape.Gain, Passes * Columns);
        return new()
        {
            Network = Define(memory),
            Prepare = simulation => Fill(simulation[memory].Bytes, gains),
            Launches = [.. Rows.Select(rows => Launch(random, rows, gains))],
            FullRate = KernelRun.Arguments(("rows", 9)),
        };
    }

    public static void Fill(Span<byte> bytes, long[] gains)
    {
        for (var i = 0; i < gains.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], (int)gains[i]);
    }

    /// <summary>One row, element by element, as the specification has it.</summary>
    public long[] Row(ReadOnlySpan<long> x, ReadOnlySpan<long> gains)
    {
        long v = Epsilon;
        foreach (var value in x)
            v += value * value;
        var h = (BitOperations.LeadingZeroCount((ulong)v) - 2) & ~1;
        var e = 30 - (h / 2);
        var w = v << h >> 44;
        var (at, next) = (Root(w >> 9), Root((w >> 9) + 1));
        var r = at - Rounded((at - next) * (w & 511), 9);
        var y = new long[x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var z = Math.Clamp(Rounded(x[i] * r * 16, e), -(1 << 23), (1 << 23) - 1);
            y[i] = Math.Clamp(Rounded(z * gains[i], Shift), -(1 << (Bits - 1)), (1 << (Bits - 1)) - 1);
        }

        return y;

        static long Root(long i) => (long)Math.Floor((Math.ScaleB(1, 18) / Math.Sqrt(i / 128.0)) + 0.5);
        static long Rounded(long value, int bits) => bits == 0 ? value : (value + (1L << (bits - 1))) >> bits;
    }

    private KernelLaunch Launch(Random random, int rows, long[] gains)
    {
        var x = Integers.Draw(random, RmsNormShape.Input, Passes * rows * Columns);
        var y = Enumerable.Range(0, Passes * rows).SelectMany(row => Row(
            x.AsSpan(row * Columns, Columns), gains.AsSpan(row / rows * Columns, Columns)));
        return new(KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", [.. y])));
    }
}

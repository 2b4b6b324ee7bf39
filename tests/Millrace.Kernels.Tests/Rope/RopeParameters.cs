using System.Buffers.Binary;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>A rotary embedding behind its coefficients; rows and start launch after launch.</summary>
public sealed record RopeParameters(
    int Bits, RopePairing Pairing, bool Resident, int Heads, int HeadSize, int Lanes, int Passes, params (int Rows, int Start)[] Launches)
    : IKernelParameters<RopeParameters>
{
    public const double Theta = 10000;

    public static IReadOnlyDictionary<string, RopeParameters> Sets { get; } = new Dictionary<string, RopeParameters>
    {
        ["neighbours, three heads of six, two passes"] = new(8, RopePairing.Interleaved, true, 3, 6, 2, 2, (3, 0), (1, 7)),
        ["halves, one lane, streamed"] = new(8, RopePairing.HalfSplit, false, 2, 6, 1, 1, (4, 3)),
        ["halves, three lanes, sixteen bits"] = new(16, RopePairing.HalfSplit, true, 2, 12, 3, 2, (2, 1), (1, 9)),
        ["neighbours, four lanes, streamed"] = new(16, RopePairing.Interleaved, false, 1, 16, 4, 1, (5, 2)),
        ["one word a half, one head"] = new(4, RopePairing.HalfSplit, true, 1, 16, 8, 1, (7, 4)),
        ["one word a head"] = new(12, RopePairing.Interleaved, true, 4, 10, 10, 3, (2, 11)),
    };

    public RopeShape Shape => new()
    {
        Element = Int(Bits),
        Pairing = Pairing,
        Heads = Heads,
        HeadSize = HeadSize,
        Lanes = Lanes,
        Context = 16,
        Passes = Passes,
        Rows = new Argument("rows", 16),
        Start = new Argument("start", 16),
    };

    public OffChipMemory Memory() => new("memory", Shape.MemoryWord, 16 * Shape.PartWords, new());

    public Network Define(OffChipMemory memory) => Network.Define("embedding", n =>
    {
        var coefficients = Resident
            ? n.Add(RopeCoefficients.Resident(Shape, RopeCoefficients.Words(Shape, Theta)))
            : n.Add(RopeCoefficients.Streamed(Shape), memory);
        n.Out("y", n.Add(Rope.Define(Shape), n.In("x", Shape.Word), coefficients["coefficients"]));
    });

    public KernelUnderTest Make(Random random)
    {
        var memory = Memory();
        return new()
        {
            Network = Define(memory),
            Prepare = simulation => Fill(simulation, memory),
            Launches = [.. Launches.Select(l => Launch(random, l.Rows, l.Start))],
            FullRate = Resident ? KernelRun.Arguments(("rows", 9), ("start", 0)) : null,
        };
    }

    public void Fill(RunSimulation simulation, OffChipMemory memory)
    {
        if (Resident)
            return;
        var (bytes, words) = (simulation[memory].Bytes, RopeCoefficients.Words(Shape, Theta));
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), (int)words[i]);
    }

    /// <summary>One head, pair by pair, at one position.</summary>
    public long[] Head(long[] x, int position)
    {
        var y = new long[x.Length];
        for (var pair = 0; pair < HeadSize / 2; pair++)
        {
            var (i, j) = Pairing == RopePairing.Interleaved ? (2 * pair, (2 * pair) + 1) : (pair, pair + (HeadSize / 2));
            var angle = position / Math.Pow(Theta, 2.0 * pair / HeadSize);
            var (c, s) = ((long)Math.Round(65536 * Math.Cos(angle)), (long)Math.Round(65536 * Math.Sin(angle)));
            y[i] = Narrow((x[i] * c) - (x[j] * s));
            y[j] = Narrow((x[j] * c) + (x[i] * s));
        }

        return y;

        long Narrow(long v) => Math.Clamp((v + 32768) >> 16, Int(Bits).MinValue, Int(Bits).MaxValue);
    }

    private KernelLaunch Launch(Random random, int rows, int start)
    {
        var x = Integers.Draw(random, Int(Bits), Passes * rows * Heads * HeadSize);
        var y = x.Chunk(HeadSize).SelectMany((head, i) => Head(head, start + (i / Heads % rows)));
        return new(KernelRun.Arguments(("rows", rows), ("start", start)), KernelRun.Elements(("x", x)), KernelRun.Elements(("y", [.. y])));
    }
}

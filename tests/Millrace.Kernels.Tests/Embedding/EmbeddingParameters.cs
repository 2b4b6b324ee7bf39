using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>An embedding lookup and the numbers of tokens of its launches.</summary>
public sealed record EmbeddingParameters(int Bits, int Vocabulary, int Columns, int Lanes, int Latency, params int[] Tokens)
    : IKernelParameters<EmbeddingParameters>
{
    public static IReadOnlyDictionary<string, EmbeddingParameters> Sets { get; } = new Dictionary<string, EmbeddingParameters>
    {
        ["eleven tokens, rows of six"] = new(32, 11, 6, 3, 4, 5, 1),
        ["one token in the vocabulary, one word a row"] = new(8, 1, 2, 2, 2, 3),
        ["a row that is no power of two"] = new(16, 20, 15, 5, 30, 7),
        ["a hundred tokens"] = new(64, 100, 48, 4, 60, 20),
    };

    public EmbeddingShape Shape => new()
    {
        Element = Int(Bits),
        Vocabulary = Vocabulary,
        Columns = Columns,
        Lanes = Lanes,
        Tokens = new Argument("tokens"),
    };

    public OffChipMemory Memory() => new("memory", Shape.Word, Shape.Words, new(ReadLatency: Latency));

    public KernelUnderTest Make(Random random)
    {
        var memory = Memory();
        var table = Integers.Draw(random, Int(Bits), Vocabulary * Columns);
        return new()
        {
            Network = Network.Of(Embedding.Define(Shape), memory),
            Prepare = simulation => Fill(simulation[memory].Bytes, table),
            Launches = [.. Tokens.Select(tokens => Launch(random, table, tokens))],
            FullRate = KernelRun.Arguments(("tokens", 9)),
        };
    }

    private void Fill(Span<byte> bytes, long[] table)
    {
        for (var i = 0; i < table.Length; i++)
            BitConverter.GetBytes(table[i]).AsSpan(0, Bits / 8).CopyTo(bytes[(i * Bits / 8)..]);
    }

    // Any token that its type can hold; those beyond the table have its last row.
    private KernelLaunch Launch(Random random, long[] table, int count)
    {
        var tokens = Integers.Draw(random, Shape.Token, count);
        var rows = tokens.SelectMany(t => table.Skip((int)Math.Min(t, Vocabulary - 1) * Columns).Take(Columns));
        return new(KernelRun.Arguments(("tokens", count)), KernelRun.Elements(("tokens", tokens)), KernelRun.Elements(("rows", [.. rows])));
    }
}

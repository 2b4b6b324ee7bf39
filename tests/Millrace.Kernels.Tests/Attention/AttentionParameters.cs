using Millrace.Hls;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Kernels.Tests;

/// <summary>Attention whose launches continue a KV cache: each brings <paramref name="Rows"/> more positions.</summary>
public sealed record AttentionParameters(
    int Heads, int HeadSize, int PaddedSize, int GroupColumns, int Lanes, int Context, int TileRows, int Passes, int ScoreShift, int ValueShift, params int[] Rows) : IKernelParameters<AttentionParameters>
{
    public static IReadOnlyDictionary<string, AttentionParameters> Sets { get; } = new Dictionary<string, AttentionParameters>
    {
        ["one of everything"] = new(1, 1, 1, 1, 1, 1, 1, 1, 4, 16, 1),
        ["prefill 5, decode, decode, prefill 3, decode"] = new(2, 5, 8, 4, 2, 11, 3, 2, 10, 25, 5, 1, 1, 3, 1),
        ["three heads of 48, eight rows a tile"] = new(3, 48, 48, 16, 8, 20, 8, 1, 20, 30, 11, 1, 8),
        ["one head, a row at a time, three passes"] = new(1, 11, 12, 12, 4, 13, 1, 3, 14, 32, 3, 1, 1, 4),
        ["heads of 3, the whole context at once"] = new(4, 3, 4, 4, 4, 11, 8, 1, 0, 46, 11),
        ["decode alone, no shift of values"] = new(2, 6, 6, 6, 3, 5, 4, 2, 46, 0, 1, 1, 1, 1, 1),
        ["bands of two of six rows"] = new(2, 5, 8, 4, 2, 17, 6, 2, 10, 25, 9, 1, 5, 1) { BandRows = 2 },
        ["bands of one row"] = new(3, 4, 4, 4, 4, 9, 4, 1, 8, 28, 6, 1) { BandRows = 1 },
    };

    public int? BandRows { get; init; }

    public AttentionShape Shape => new()
    {
        Heads = Heads,
        HeadSize = PaddedSize,
        GroupColumns = GroupColumns,
        Lanes = Lanes,
        Context = Context,
        Tiling = new(Passes, new Argument("rows", Context, 1), TileRows),
        BandRows = BandRows,
        Start = new Argument("start", Context - 1),
        ScoreShift = ScoreShift,
        ValueShift = ValueShift,
    };

    private int Width => Heads * HeadSize;

    public OffChipMemory Memory(string name) => new(name, Shape.CacheWord, Passes * Shape.PassWords, new());

    public Network Define() => Attention.Define(Shape, Memory("keys"), Memory("values"));

    public KernelUnderTest Make(Random random)
    {
        var layers = Enumerable.Range(0, Passes)
            .Select(_ => new QuantizedAttention(Integers.Multiplier(random), ScoreShift, Integers.Multiplier(random), ValueShift)).ToArray();
        var caches = Enumerable.Range(0, Passes).Select(_ => (Keys: new sbyte[Context * Width], Values: new sbyte[Context * Width])).ToArray();
        var start = 0;
        return new()
        {
            Network = Define(),
            Launches = [.. Rows.Select(rows =>
            {
                var launch = Launch(random, start, rows, layers, caches);
                start += rows;
                return launch;
            })],
            FullRate = KernelRun.Arguments(("rows", Math.Min(Context, (2 * TileRows) + 1)), ("start", 0)),
        };
    }

    private KernelLaunch Launch(Random random, int start, int rows, QuantizedAttention[] layers, (sbyte[] Keys, sbyte[] Values)[] caches)
    {
        var order = new BlockOrder(3 * Heads * PaddedSize, GroupColumns, Lanes);
        var (x, y) = (new List<long>(), new List<long>());
        for (var pass = 0; pass < Passes; pass++)
        {
            sbyte[][] parts = [Integers.Bytes(random, rows * Width), Integers.Bytes(random, rows * Width), Integers.Bytes(random, rows * Width)];
            parts[1].CopyTo(caches[pass].Keys, start * Width);
            parts[2].CopyTo(caches[pass].Values, start * Width);
            // q, k and v of a head one after the other, each with its padding.
            x.AddRange(BlockWords.Of(order, TileRows, rows, (row, column) => At(parts[column / PaddedSize % 3], row, column / PaddedSize / 3, column % PaddedSize)));

            var results = new sbyte[rows * Width];
            for (var row = 0; row < rows; row++)
            {
                IntegerAttention.Apply(
                    layers[pass], Heads, parts[0].AsSpan(row * Width, Width), caches[pass].Keys, caches[pass].Values, start + row + 1, results.AsSpan(row * Width, Width));
            }

            y.AddRange(BlockWords.Of(Shape.OutputOrder, TileRows, rows, (row, column) => At(results, row, column / PaddedSize, column % PaddedSize)));
        }

        return new(
            KernelRun.Arguments(("rows", rows), ("start", start)),
            KernelRun.Elements(
                ("qkv", [.. x]),
                ("score_multiplier", [.. layers.Select(l => (long)l.ScoreMultiplier)]),
                ("value_multiplier", [.. layers.Select(l => (long)l.ValueMultiplier)])),
            KernelRun.Elements(("y", [.. y])));
    }

    private long At(sbyte[] matrix, int row, int head, int i) => i < HeadSize ? matrix[(row * Width) + (head * HeadSize) + i] : 0;
}

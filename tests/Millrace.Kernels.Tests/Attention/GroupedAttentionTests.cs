using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>Causal attention of query heads that share key heads; launches continue the cache.</summary>
public sealed record GroupedAttentionParameters(
    int Heads, int QueriesPerKey, int HeadSize, int GroupColumns, int Lanes, int Context, int TileRows, int Passes, params int[] Rows)
    : IKernelParameters<GroupedAttentionParameters>
{
    private const int ScoreShift = 9;
    private const int ValueShift = 24;

    public static IReadOnlyDictionary<string, GroupedAttentionParameters> Sets { get; } = new Dictionary<string, GroupedAttentionParameters>
    {
        ["two queries a key, prefill and decode"] = new(1, 2, 4, 4, 2, 6, 2, 1, 3, 1, 1),
        ["three queries a key, one row a tile"] = new(2, 3, 2, 2, 1, 5, 1, 2, 2, 1),
        ["two queries a key, columns in groups"] = new(2, 2, 8, 4, 2, 7, 3, 1, 5, 1),
        ["seven queries on one key"] = new(1, 7, 6, 3, 3, 9, 2, 2, 5, 1, 3),
    };

    public AttentionShape Shape => new()
    {
        Heads = Heads,
        QueriesPerKey = QueriesPerKey,
        HeadSize = HeadSize,
        GroupColumns = GroupColumns,
        Lanes = Lanes,
        Context = Context,
        Tiling = new(Passes, new Argument("rows", Context, 1), TileRows),
        Start = new Argument("start", Context - 1),
        ScoreShift = ScoreShift,
        ValueShift = ValueShift,
    };

    public Network Define() => Attention.Define(Shape, Memory("keys"), Memory("values"));

    public KernelUnderTest Make(Random random)
    {
        var shared = new SharedKeys(Heads, QueriesPerKey, HeadSize);
        var layers = Enumerable.Range(0, Passes).Select(_ => shared.Layer(random, ScoreShift, ValueShift)).ToArray();
        var caches = Enumerable.Range(0, Passes)
            .Select(_ => (Keys: new sbyte[Context * shared.KeyWidth], Values: new sbyte[Context * shared.KeyWidth])).ToArray();
        var start = 0;
        return new()
        {
            Network = Define(),
            Launches = [.. Rows.Select(rows =>
            {
                var (x, y) = (new List<long>(), new List<long>());
                for (var pass = 0; pass < Passes; pass++)
                {
                    var queries = Integers.Bytes(random, rows * shared.QueryWidth);
                    var keys = Integers.Bytes(random, rows * shared.KeyWidth);
                    var values = Integers.Bytes(random, rows * shared.KeyWidth);
                    keys.CopyTo(caches[pass].Keys, start * shared.KeyWidth);
                    values.CopyTo(caches[pass].Values, start * shared.KeyWidth);
                    x.AddRange(BlockWords.Of(
                        new(Heads * (QueriesPerKey + 2) * HeadSize, GroupColumns, Lanes), TileRows, rows,
                        (row, column) => shared.At(row, column, queries, keys, values)));
                    var results = Enumerable.Range(0, rows).Select(row => shared.Row(
                        layers[pass], queries.AsSpan(row * shared.QueryWidth, shared.QueryWidth), caches[pass].Keys, caches[pass].Values,
                        start + row + 1)).ToArray();
                    y.AddRange(BlockWords.Of(new(shared.QueryWidth, HeadSize, Lanes), TileRows, rows, (row, column) => results[row][column]));
                }

                var launch = new KernelLaunch(
                    KernelRun.Arguments(("rows", rows), ("start", start)),
                    KernelRun.Elements(
                        ("qkv", [.. x]), ("score_multiplier", [.. layers.Select(l => (long)l.ScoreMultiplier)]),
                        ("value_multiplier", [.. layers.Select(l => (long)l.ValueMultiplier)])),
                    KernelRun.Elements(("y", [.. y])));
                start += rows;
                return launch;
            })],
            FullRate = KernelRun.Arguments(("rows", Math.Min(Context, (2 * TileRows) + 1)), ("start", 0)),
        };
    }

    private OffChipMemory Memory(string name) => new(name, Shape.CacheWord, Passes * Shape.PassWords, new());
}

public sealed class GroupedAttentionTests : KernelTests<GroupedAttentionParameters>
{
    // The queries that share a key pass side by side: the key is loaded once for all of them.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_pass_of_decode_costs_all_positions_of_every_head_of_keys(int queriesPerKey)
    {
        Assert.Equal(2 * 200, Cycles(20) - Cycles(19));

        long Cycles(int passes) => KernelRun.Cycles(
            new GroupedAttentionParameters(2, queriesPerKey, 16, 16, 16, 200, 1, passes).Define(), ("rows", 1), ("start", 199));
    }

    [Fact]
    public void At_least_one_query_a_key_is_needed() => Assert.Equal(
        "kernel 'attention': 'queries_per_key' is 0; at least 1 is needed",
        Refusal.Of(() => new GroupedAttentionParameters(1, 0, 4, 4, 2, 6, 2, 1).Shape.Validate()));
}

using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>Attention of all rows over the first <paramref name="Launches"/>.Length of them.</summary>
public sealed record BidirectionalAttentionParameters(
    int Heads, int QueriesPerKey, int HeadSize, int GroupColumns, int Lanes, int Context, int TileRows, int Passes,
    params (int Rows, int Length)[] Launches) : IKernelParameters<BidirectionalAttentionParameters>
{
    private const int ScoreShift = 11;
    private const int ValueShift = 25;

    public static IReadOnlyDictionary<string, BidirectionalAttentionParameters> Sets { get; } =
        new Dictionary<string, BidirectionalAttentionParameters>
        {
            ["one of everything"] = new(1, 1, 1, 1, 1, 1, 1, 1, (1, 1)),
            ["two heads, padding that nobody sees"] = new(2, 1, 4, 4, 2, 5, 2, 2, (5, 3), (4, 4)),
            ["three queries a key, three rows a tile"] = new(1, 3, 4, 2, 2, 7, 3, 1, (7, 7), (2, 1)),
            ["eleven heads of three"] = new(11, 1, 3, 3, 3, 9, 4, 2, (9, 5)),
            ["the whole context in one tile"] = new(3, 2, 12, 4, 4, 11, 11, 2, (11, 11)),
            ["bands of three of six rows"] = new(2, 1, 4, 4, 2, 17, 6, 2, (17, 9), (6, 6), (3, 2)) { BandRows = 3 },
            ["bands of one row"] = new(3, 1, 4, 4, 4, 9, 4, 1, (9, 9), (5, 5)) { BandRows = 1 },
        };

    public int? BandRows { get; init; }

    public AttentionShape Shape => new()
    {
        Heads = Heads,
        QueriesPerKey = QueriesPerKey,
        HeadSize = HeadSize,
        GroupColumns = GroupColumns,
        Lanes = Lanes,
        Context = Context,
        Tiling = new(Passes, new Argument("rows", Context, 1), TileRows),
        BandRows = BandRows,
        Start = 0,
        Length = new Argument("length", Context, 1),
        ScoreShift = ScoreShift,
        ValueShift = ValueShift,
    };

    public Network Define() => BidirectionalAttention.Define(Shape);

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Launches.Select(l => Launch(random, l.Rows, l.Length))],
        FullRate = KernelRun.Arguments(("rows", Context), ("length", Context)),
    };

    private KernelLaunch Launch(Random random, int rows, int length)
    {
        var shared = new SharedKeys(Heads, QueriesPerKey, HeadSize);
        var layers = Enumerable.Range(0, Passes).Select(_ => shared.Layer(random, ScoreShift, ValueShift)).ToArray();
        var (x, y) = (new List<long>(), new List<long>());
        foreach (var layer in layers)
        {
            var queries = Integers.Bytes(random, rows * shared.QueryWidth);
            var (keys, values) = (Integers.Bytes(random, rows * shared.KeyWidth), Integers.Bytes(random, rows * shared.KeyWidth));
            x.AddRange(BlockWords.Of(
                new(Heads * (QueriesPerKey + 2) * HeadSize, GroupColumns, Lanes), TileRows, rows,
                (row, column) => shared.At(row, column, queries, keys, values)));
            var results = Enumerable.Range(0, rows).Select(row => shared.Row(
                layer, queries.AsSpan(row * shared.QueryWidth, shared.QueryWidth), keys, values, length)).ToArray();
            y.AddRange(BlockWords.Of(new(shared.QueryWidth, HeadSize, Lanes), TileRows, rows, (row, column) => results[row][column]));
        }

        return new(
            KernelRun.Arguments(("rows", rows), ("length", length)),
            KernelRun.Elements(
                ("qkv", [.. x]), ("score_multiplier", [.. layers.Select(l => (long)l.ScoreMultiplier)]),
                ("value_multiplier", [.. layers.Select(l => (long)l.ValueMultiplier)])),
            KernelRun.Elements(("y", [.. y])));
    }
}

public sealed class BidirectionalAttentionTests : KernelTests<BidirectionalAttentionParameters>
{
    private static readonly BidirectionalAttentionParameters Small = new(2, 1, 16, 16, 16, 64, 8, 1);

    // Tiles x heads x positions; the queries, keys and values of the next pass come in meanwhile.
    [Theory]
    [InlineData(64)]
    [InlineData(40)]
    public void A_pass_more_costs_what_its_tiles_see(int length)
    {
        Assert.InRange(Cycles(9) - Cycles(8), 8 * 2 * length, (8 * 2 * length) + 8);

        long Cycles(int passes) => KernelRun.Cycles((Small with { Passes = passes }).Define(), ("rows", 64), ("length", length));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(2, 4)]
    [InlineData(1, 8)]
    public void Keys_pass_a_tile_once_for_each_band(int rows, int bands)
    {
        Assert.InRange(Cycles(9) - Cycles(8), 8 * 2 * 64 * bands, (8 * 2 * 64 * bands) + 8);

        long Cycles(int passes) =>
            KernelRun.Cycles((Small with { Passes = passes, BandRows = rows }).Define(), ("rows", 64), ("length", 64));
    }

    [Fact]
    public void A_length_is_needed() => Assert.Equal(
        "kernel 'attention': 'length' is 0; the positions that every row sees are needed",
        Refusal.Of(() => BidirectionalAttention.Define(Small.Shape with { Length = null })));

    [Fact]
    public void A_wrong_shape_is_refused() => Assert.Equal(
        "kernel 'attention': 'heads' is 0; at least 1 is needed", Refusal.Of(() => BidirectionalAttention.Define(Small.Shape with { Heads = 0 })));

    [Theory]
    [InlineData("rows", "9", "kernel 'bidirectional-attention': 'rows' is 9; the buffers hold 8")]
    [InlineData("length", "6", "kernel 'bidirectional-attention': 'length' is 6; the launch has 5 rows")]
    public void Launches_beyond_the_buffers_are_refused(string parameter, string value, string message) => Assert.Equal(
        message, Refusal.Of(() => KernelCatalogue.Find("bidirectional-attention").Build(new Dictionary<string, string> { [parameter] = value })));
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

/// <summary>Words of a matrix come in tile by tile in groups of columns and go out row after row.</summary>
public sealed record ReorderParameters(ScalarType Element, BlockOrder Order, int TileRows, int Passes, params int[] Rows) : IKernelParameters<ReorderParameters>
{
    public static IReadOnlyDictionary<string, ReorderParameters> Sets { get; } = new Dictionary<string, ReorderParameters>
    {
        ["one element"] = new(Int(24), new(1, 1, 1), 1, 1, 1, 3),
        ["one row a tile"] = new(Int(24), new(48, 8, 4), 1, 2, 5),
        ["three rows a tile, last tile partly filled"] = new(Int(24), new(12, 4, 2), 3, 3, 5, 1, 11),
        ["eight rows a tile, word by word"] = new(Int(8), new(33, 11, 11), 8, 1, 8, 9, 3),
        ["rows already in order"] = new(Int(40), BlockOrder.RowMajor(6, 3), 4, 2, 7),
    };

    public Network Define() => Reorder.ToRows(Element, Order, new(Passes, new Argument("rows", 65535, 1), TileRows));

    public KernelUnderTest Make(Random random) => new()
    {
        Network = Define(),
        Launches = [.. Rows.Select(rows =>
        {
            var matrices = Enumerable.Range(0, Passes).Select(_ => Integers.Draw(random, Element, rows * Order.Columns)).ToArray();
            var x = matrices.SelectMany(m => BlockWords.Of(Order, TileRows, rows, (row, column) => m[(row * Order.Columns) + column]));
            return new KernelLaunch(KernelRun.Arguments(("rows", rows)), KernelRun.Elements(("x", [.. x])), KernelRun.Elements(("y", [.. matrices.SelectMany(m => m)])));
        })],
        FullRate = KernelRun.Arguments(("rows", (3 * TileRows) + 1)),
    };
}

public sealed class ReorderTests : KernelTests<ReorderParameters>
{
    // A tile is filled while the one before is emptied; where both take equally long, handing the block over and back is not hidden and costs a few cycles for two tiles.
    [Fact]
    public void A_tile_more_costs_its_words_and_little_for_handing_over()
    {
        var design = Design.Of(new ReorderParameters(Int(24), new(48, 8, 4), 8, 1).Define());
        var cycles = (KernelRun.Cycles(design, ("rows", 480)) - KernelRun.Cycles(design, ("rows", 320))) / 20.0;
        Assert.InRange(cycles, 8 * 12, (8 * 12) + 3);
    }

    [Theory]
    [InlineData("kernel 'reorder': 'lanes' is 0; at least 1 is needed", 12, 4, 0, 1)]
    [InlineData("kernel 'reorder': 'group_columns' is 0; a positive multiple of the 2 lanes is needed", 12, 0, 2, 1)]
    [InlineData("kernel 'reorder': 'group_columns' is 3; a positive multiple of the 2 lanes is needed", 12, 3, 2, 1)]
    [InlineData("kernel 'reorder': 'columns' is 0; a positive multiple of the 4 columns of a group is needed", 0, 4, 2, 1)]
    [InlineData("kernel 'reorder': 'columns' is 14; a positive multiple of the 4 columns of a group is needed", 14, 4, 2, 1)]
    [InlineData("kernel 'reorder': 'tile_rows' is 0; at least 1 is needed", 12, 4, 2, 0)]
    public void Wrong_orders_are_refused(string message, int columns, int groupColumns, int lanes, int tileRows) =>
        Assert.Equal(message, Refusal.Of(() => Reorder.ToRows(Int(8), new(columns, groupColumns, lanes), new(1, 1, tileRows))));
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class MatmulTests : KernelTests<MatmulParameters>
{
    private static readonly MatmulParameters Small = MatmulParameters.Sets["keys, last tile partly filled"];

    private static readonly MatmulParameters Wide = Small with { Heads = 1, Inner = 32, Columns = 48, InnerLanes = 4, ColumnLanes = 2 };

    // Column tiles x words of the inner dimension, for each tile of rows.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tile_of_rows_more_costs_its_products(bool transposed)
    {
        var design = Design.Of(Matmul.Define((Wide with { Transposed = transposed }).Shape));
        Assert.Equal(20 * 24 * 8, KernelRun.Cycles(design, ("rows", 80)) - KernelRun.Cycles(design, ("rows", 40)));
    }

    // The next head's b has come in meanwhile; handing the block over hides behind nothing and costs a few cycles.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_head_more_costs_its_tiles_and_little_for_handing_over(bool transposed)
    {
        Assert.InRange(Cycles(7) - Cycles(6), 10 * 24 * 8, (10 * 24 * 8) + 4);

        long Cycles(int heads) =>
            KernelRun.Cycles(Matmul.Define((Wide with { Transposed = transposed, Heads = heads }).Shape), ("rows", 20));
    }

    // Rows by columns of 8 bits share slices two by two; probabilities of 16 bits do not.
    [Theory]
    [InlineData(8, 2 * 2 * 4 / 2)]
    [InlineData(16, 2 * 2 * 4)]
    public void Slices_follow_from_the_widths(int leftBits, int slices) => Assert.Equal(
        slices, ResourceEstimator.Estimate(Design.Of(Matmul.Define((Small with { Left = Int(leftBits) }).Shape))).Under("array").Dsp);

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'matmul': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'matmul': 'tile_rows' is 0; at least 1 is needed", s => s with { Tiling = s.Tiling with { TileRows = 0 } } },
        { "kernel 'matmul': 'inner_lanes' is 3; a positive multiple of 2 is needed", s => s with { InnerLanes = 3 } },
        { "kernel 'matmul': 'column_lanes' is 0; a positive multiple of 2 is needed", s => s with { ColumnLanes = 0 } },
        { "kernel 'matmul': 'inner' is 10; a positive multiple of 4 is needed", s => s with { Inner = 10 } },
        { "kernel 'matmul': 'inner' is 131072; 65536 is the most", s => s with { Inner = 1 << 17 } },
        { "kernel 'matmul': 'columns' is 5; a positive multiple of 2 is needed", s => s with { Columns = 5 } },
        { "kernel 'matmul': 'left' is 18; an integer of at most 17 bits is needed", s => s with { Left = Int(18) } },
        { "kernel 'matmul': 'right' is 18; an integer of at most 17 bits is needed", s => s with { Right = Int(18) } },
        { "kernel 'matmul': 'inner' is 65536; a sum would need 50 bits and 46 is the most",
            s => s with { Inner = 1 << 16, Left = UInt(17), Right = Int(17) } },
        { "kernel 'matmul': 'output' is 33; an integer of at most 32 bits is needed", s => s with { Output = Int(33) } },
        { "kernel 'matmul': 'shift' is 63; 0 to 62 is allowed", s => s with { Shift = 63 } },
    };

    public delegate MatmulShape WrongShape(MatmulShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => Matmul.Define(wrong(Small.Shape))));
}

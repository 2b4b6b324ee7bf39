namespace Millrace.Kernels.Tests;

public sealed class BlockOrderTests
{
    [Fact]
    public void Counts_follow_from_columns_groups_and_lanes()
    {
        var order = new BlockOrder(48, 12, 4);
        Assert.Equal((4, 3, 12), (order.Groups, order.GroupWords, order.RowWords));
    }

    [Fact]
    public void Row_after_row_is_one_group() => Assert.Equal((1, 12, 12), (BlockOrder.RowMajor(48, 4).Groups, BlockOrder.RowMajor(48, 4).GroupWords, BlockOrder.RowMajor(48, 4).RowWords));
}

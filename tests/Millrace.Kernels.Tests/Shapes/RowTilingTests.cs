using Millrace.Hls;

namespace Millrace.Kernels.Tests;

public sealed class RowTilingTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(11, 3, 4)]
    [InlineData(8, 8, 1)]
    [InlineData(9, 8, 2)]
    public void The_last_tile_holds_what_is_left(int rows, int tileRows, int tiles)
    {
        var tiling = new RowTiling(1, rows, tileRows);
        Assert.Equal(tiles, tiling.Tiles.Maximum);
        Assert.Equal(rows, Enumerable.Range(0, tiles).Sum(t => tiling.RowsOf(t).Maximum));
        Assert.Equal(rows - ((tiles - 1) * tileRows), tiling.RowsOf(tiles - 1).Maximum);
    }
}

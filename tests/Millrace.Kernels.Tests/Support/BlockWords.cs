namespace Millrace.Kernels.Tests;

/// <summary>Elements of a matrix in the order in which their words pass through a channel, written down once more: tile, group, row, word, lane.</summary>
internal static class BlockWords
{
    internal static IEnumerable<long> Of(BlockOrder order, int tileRows, int rows, Func<int, int, long> at)
    {
        for (var tile = 0; tile < rows; tile += tileRows)
        {
            for (var group = 0; group < order.Columns; group += order.GroupColumns)
            {
                for (var row = tile; row < Math.Min(tile + tileRows, rows); row++)
                {
                    for (var column = group; column < group + order.GroupColumns; column++)
                        yield return at(row, column);
                }
            }
        }
    }
}

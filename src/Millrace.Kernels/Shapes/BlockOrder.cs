namespace Millrace.Kernels;

/// <summary>
/// The order in which the words of a tile of rows pass through a channel: for each group of columns, for each row, the words of that group.
/// A group as wide as the row is plain row after row; a narrower one is what an engine gives that computes a few columns of all rows of a
/// tile before it goes on.
/// </summary>
/// <param name="Columns">Columns (elements) of a row.</param>
/// <param name="GroupColumns">Columns of a group; divides <paramref name="Columns"/>.</param>
/// <param name="Lanes">Elements of a word; divides <paramref name="GroupColumns"/>.</param>
public sealed record BlockOrder(int Columns, int GroupColumns, int Lanes)
{
    /// <summary>Groups of a row.</summary>
    public int Groups => Columns / GroupColumns;

    /// <summary>Words of a group of one row.</summary>
    public int GroupWords => GroupColumns / Lanes;

    /// <summary>Words of a row.</summary>
    public int RowWords => Columns / Lanes;

    /// <summary>Row after row.</summary>
    public static BlockOrder RowMajor(int columns, int lanes) => new(columns, columns, lanes);

    internal BlockOrder Validate(string kernel)
    {
        KernelParameterException.Require(Lanes >= 1, kernel, "lanes", Lanes, "at least 1 is needed");
        KernelParameterException.Require(
            GroupColumns >= 1 && GroupColumns % Lanes == 0, kernel, "group_columns", GroupColumns,
            $"a positive multiple of the {Lanes} lanes is needed");
        KernelParameterException.Require(
            Columns >= 1 && Columns % GroupColumns == 0, kernel, "columns", Columns,
            $"a positive multiple of the {GroupColumns} columns of a group is needed");
        return this;
    }
}

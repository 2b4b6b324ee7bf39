namespace Millrace.Analysis;

/// <summary>A linear engine as the refined form sees it, in words and cycles. Sizes need not be whole where a design is given by
/// multiply-accumulates alone.</summary>
/// <param name="ColumnTiles">Column tiles of a pass: outputs over outputs accumulated at a time.</param>
/// <param name="TileWords">Weight words of a column tile: cycles of the array for each tile of rows.</param>
/// <param name="ExtraWords">Words beside them, biases and multipliers.</param>
/// <param name="OutputWords">Words of the stream that leave it for each row of a column tile.</param>
/// <param name="CyclesPerWord">Cycles in which its memory channels bring a word; 1 where they are faster.</param>
/// <param name="StockWords">Words that can wait on chip or be under way.</param>
/// <param name="Levels">Levels of the adder tree, log2 of the inputs multiplied in a cycle.</param>
public readonly record struct RefinedEngine(
    double ColumnTiles, double TileWords, double ExtraWords, double OutputWords, double CyclesPerWord, double StockWords, int Levels)
{
    /// <summary>Cycles of the array for a tile of rows: its words, or the words that leave, whichever is more.</summary>
    /// <param name="rows">Rows of the tile.</param>
    public double ArrayCycles(double rows) => ColumnTiles * Math.Max(TileWords, rows * OutputWords);

    /// <summary>Words that come from memory for a tile of rows.</summary>
    public double MemoryWords => ColumnTiles * (TileWords + ExtraWords);

    /// <summary>Cycles in which they come.</summary>
    public double MemoryCycles => MemoryWords * CyclesPerWord;
}

using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// How a matrix passes through an engine: some passes (layers, each with its own weights), in each all rows (tokens), in tiles of a few
/// rows that are worked on together. The last tile may be smaller.
/// </summary>
/// <param name="Passes">Passes of one launch.</param>
/// <param name="Rows">Rows of each pass.</param>
/// <param name="TileRows">Rows of a tile, at most.</param>
public sealed record RowTiling(IndexExpression Passes, IndexExpression Rows, int TileRows)
{
    /// <summary>Tiles of each pass.</summary>
    public IndexExpression Tiles => Rows.CeilingDivide(TileRows);

    /// <summary>Rows of one tile.</summary>
    public IndexExpression RowsOf(IndexExpression tile) => IndexExpression.Min(TileRows, Rows - (tile * TileRows));

    /// <summary>Opens the loops over passes and tiles.</summary>
    public void Loop(ProcessBuilder process, Action<LoopIndex, LoopIndex> body) =>
        process.Loop("pass", Passes, pass => process.Loop("tile", Tiles, tile => body(pass, tile)));
}

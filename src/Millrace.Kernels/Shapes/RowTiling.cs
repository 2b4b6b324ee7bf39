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
    /// <summary>Sequences that go through a pass one after the other, each of <see cref="Rows"/> rows in tiles of its own; 1 unless
    /// said.</summary>
    public IndexExpression Sequences { get; init; } = 1;

    /// <summary>Times that all rows go through: for each pass, each sequence.</summary>
    public IndexExpression Rounds => Passes * Sequences;

    /// <summary>Tiles of each pass.</summary>
    public IndexExpression Tiles => Rows.CeilingDivide(TileRows);

    /// <summary>Rows of one tile.</summary>
    public IndexExpression RowsOf(IndexExpression tile) => IndexExpression.Min(TileRows, Rows - (tile * TileRows));

    /// <summary>Opens the loops over passes, sequences and tiles.</summary>
    public void Loop(ProcessBuilder process, Action<LoopIndex, LoopIndex> body) =>
        process.Loop("pass", Passes, pass =>
        process.Sequences(Sequences, () =>
        process.Loop("tile", Tiles, tile => body(pass, tile))));
}

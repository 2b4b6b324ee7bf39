using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of multi-head attention: causal, with a KV cache in off-chip memory, or bidirectional. TENSOR rows x heads x head size, against
/// all positions up to each row's own, or to a common length; BLOCK a tile of rows, one head of keys; STREAM one key (or value) a cycle
/// against every row of a band, which is the whole tile or a part of it, and every query that shares the key.
/// </summary>
public sealed record AttentionShape
{
    /// <summary>Heads of keys and of values.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of queries that share a head of keys; 1 is plain multi-head attention. In the stream that comes in they stand before
    /// their key and value.</summary>
    public int QueriesPerKey { get; init; } = 1;

    /// <summary>Elements of a head with padding; a multiple of <see cref="GroupColumns"/>.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Columns of a group in the stream that comes in, as the engine before gives them; a multiple of
    /// <see cref="Lanes"/>.</summary>
    public required int GroupColumns { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Positions the cache, or the buffers of keys and values, hold.</summary>
    public required int Context { get; init; }

    /// <summary>Passes (layers), rows (tokens) and rows of a tile.</summary>
    public required RowTiling Tiling { get; init; }

    /// <summary>Rows that a key meets in a cycle, a divisor of the tile's: keys and values pass a tile once for each band of so many rows,
    /// in as many times the cycles, by so much fewer multipliers. Null for all rows of a tile; no other number where queries share
    /// keys.</summary>
    public int? BandRows { get; init; }

    /// <summary>Position of the first row.</summary>
    public required IndexExpression Start { get; init; }

    /// <summary>Positions that every row sees, of the rows that a pass brings; null where each sees those up to its own.</summary>
    public IndexExpression? Length { get; init; }

    /// <summary>Shift of the score multipliers.</summary>
    public required int ScoreShift { get; init; }

    /// <summary>Shift of the value multipliers.</summary>
    public required int ValueShift { get; init; }

    /// <summary>Type of a word that comes in and goes out.</summary>
    public VectorType Word => Vec(Int(8), Lanes);

    /// <summary>A key or value: one position, one head.</summary>
    public VectorType CacheWord => Vec(Int(8), HeadSize);

    /// <summary>Words of a cache for one pass.</summary>
    public int PassWords => Heads * Context;

    /// <summary>Order of the words that go out: head by head.</summary>
    public BlockOrder OutputOrder => new(Heads * QueriesPerKey * HeadSize, HeadSize, Lanes);

    internal int Rows => Tiling.TileRows;

    /// <summary>Rows of a band.</summary>
    internal int RowsOfBand => BandRows ?? Rows;

    /// <summary>Bands of a tile.</summary>
    internal int Bands => Rows / RowsOfBand;

    /// <summary>Scores of a key: one for each row of a band and query that shares it, query by query.</summary>
    internal int ScoreRows => RowsOfBand * QueriesPerKey;

    /// <summary>Type of a score: holds every sum of <see cref="HeadSize"/> products of Int(8).</summary>
    internal ScalarType Score => ScalarType.ForRange(-128L * 127 * HeadSize, 128L * 128 * HeadSize);

    /// <summary>Positions that some row of a band sees.</summary>
    internal IndexExpression Seen(Band band) => Length ?? Start + band.FirstRow + band.Rows;

    /// <summary>Opens the loop over the bands of a tile, if there are several.</summary>
    internal void LoopBands(ProcessBuilder p, IndexExpression tile, Action<Band> body)
    {
        if (Bands == 1)
        {
            body(new(0, tile * Rows, Tiling.RowsOf(tile), Guard.Always, Guard.Always));
            return;
        }

        var count = IndexExpression.Min(Bands, Tiling.Rows.CeilingDivide(RowsOfBand) - (tile * Bands));
        p.Loop("band", count, band =>
        {
            var first = (tile * Rows) + (band * RowsOfBand);
            body(new(band, first, IndexExpression.Min(RowsOfBand, Tiling.Rows - first), band.IsFirst, band.IsLast));
        });
    }

    /// <summary>Word of the cache that holds a position.</summary>
    internal IndexExpression Address(IndexExpression pass, IndexExpression head, IndexExpression position) =>
        (((pass * Heads) + head) * Context) + position;

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public AttentionShape Validate()
    {
        Require(Heads >= 1, "heads", Heads, "at least 1 is needed");
        Require(QueriesPerKey >= 1, "queries_per_key", QueriesPerKey, "at least 1 is needed");
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(
            GroupColumns >= 1 && GroupColumns % Lanes == 0, "group_columns", GroupColumns,
            $"a positive multiple of the {Lanes} lanes is needed");
        Require(HeadSize >= 1 && HeadSize % GroupColumns == 0 && HeadSize <= 1 << 16, "head_size", HeadSize,
            $"a multiple of the {GroupColumns} columns of a group, "
            + $"from {GroupColumns} to {1 << 16}, is needed: a score is kept in 32 bits");
        Require(
            Context is >= 1 and <= 65535, "context", Context, "1 to 65535 is allowed: the sum of a row's exponentials is kept in 32 bits");
        Require(Tiling.TileRows >= 1, "tile_rows", Tiling.TileRows, "at least 1 is needed");
        Require(
            BandRows is null || (BandRows >= 1 && Rows % BandRows == 0), "band_rows", BandRows ?? 0,
            $"a divisor of the {Rows} rows of a tile is needed");
        Require(
            BandRows is null || BandRows == Rows || QueriesPerKey == 1, "band_rows", BandRows ?? 0,
            $"all {Rows} rows of a tile are needed where queries share a key");
        Require(ScoreShift is >= 0 and <= 62, "score_shift", ScoreShift, "0 to 62 is allowed");
        Require(ValueShift is >= 0 and <= 62, "value_shift", ValueShift, "0 to 62 is allowed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "attention", parameter, given, allowed);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a product of two matrices of activations, y = scale(a b), head after head. TENSOR rows x inner by inner x columns; BLOCK
/// TileRows x <see cref="ColumnLanes"/> sums; STREAM <see cref="Lanes"/> elements a cycle of each matrix, <see cref="InnerLanes"/> products
/// of each sum.
/// </summary>
public sealed record MatmulShape
{
    /// <summary>Columns of a and rows of b; a multiple of <see cref="InnerLanes"/>.</summary>
    public required int Inner { get; init; }

    /// <summary>Columns of b and of the product; a multiple of <see cref="ColumnLanes"/>.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether b comes column after column, as the keys of Q K^T do; else row after row, as the values of P V.</summary>
    public required bool Transposed { get; init; }

    /// <summary>Elements of a word of a, b and y.</summary>
    public required int Lanes { get; init; }

    /// <summary>Products of a sum in a cycle.</summary>
    public required int InnerLanes { get; init; }

    /// <summary>Columns worked on at a time.</summary>
    public required int ColumnLanes { get; init; }

    /// <summary>Passes (heads), rows of a, and rows of a tile.</summary>
    public required RowTiling Tiling { get; init; }

    /// <summary>Type of an element of a.</summary>
    public ScalarType Left { get; init; } = Int(8);

    /// <summary>Type of an element of b.</summary>
    public ScalarType Right { get; init; } = Int(8);

    /// <summary>Type of an element of y.</summary>
    public ScalarType Output { get; init; } = Int(8);

    /// <summary>The shift that belongs to the multiplier of a head.</summary>
    public required int Shift { get; init; }

    /// <summary>The order of the words of y.</summary>
    public BlockOrder OutputOrder => new(Columns, ColumnLanes, Lanes);

    /// <summary>Type of a sum: holds every sum of <see cref="Inner"/> products.</summary>
    public ScalarType Sum
    {
        get
        {
            long[] left = [Left.MinValue, Left.MaxValue];
            var sums = left.SelectMany(a => new[] { (Int128)a * Right.MinValue * Inner, (Int128)a * Right.MaxValue * Inner }).ToArray();
            return ScalarType.ForRange(sums.Min(), sums.Max());
        }
    }

    internal int InnerWords => Inner / InnerLanes;

    internal int ColumnTiles => Columns / ColumnLanes;

    /// <summary>A word of b as it is held: all that a cycle needs.</summary>
    internal VectorType HeldWord => Vec(Right, InnerLanes * ColumnLanes);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public MatmulShape Validate()
    {
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Tiling.TileRows >= 1, "tile_rows", Tiling.TileRows, "at least 1 is needed");
        Multiple("inner_lanes", InnerLanes, Lanes);
        Multiple("column_lanes", ColumnLanes, Lanes);
        Multiple("inner", Inner, InnerLanes);
        Multiple("columns", Columns, ColumnLanes);
        Require(Inner <= 1 << 16, "inner", Inner, $"{1 << 16} is the most");
        Require(Left.Fraction == 0 && Left.Width <= 17, "left", Left.Width, "an integer of at most 17 bits is needed");
        Require(Right.Fraction == 0 && Right.Width <= 17, "right", Right.Width, "an integer of at most 17 bits is needed");
        Require(Sum.Width <= 46, "inner", Inner, $"a sum would need {Sum.Width} bits and 46 is the most");
        Require(Output.Fraction == 0 && Output.Width <= 32, "output", Output.Width, "an integer of at most 32 bits is needed");
        Require(Shift is >= 0 and <= 62, "shift", Shift, "0 to 62 is allowed");
        return this;

        static void Multiple(string parameter, int given, int of) =>
            Require(given >= 1 && given % of == 0, parameter, given, $"a positive multiple of {of} is needed");

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "matmul", parameter, given, allowed);
    }
}

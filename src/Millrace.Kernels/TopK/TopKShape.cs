using System.Numerics;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a search for the largest scores of each row, with their indices; of equal ones the lowest index comes first. TENSOR rows x
/// <see cref="Width"/> to rows x <see cref="Count"/>, BLOCK one row, STREAM <see cref="Lanes"/> scores a cycle.
/// </summary>
public sealed record TopKShape
{
    /// <summary>Type of a score.</summary>
    public required ScalarType Score { get; init; }

    /// <summary>Scores that are found, k.</summary>
    public required int Count { get; init; }

    /// <summary>Scores of a row that count.</summary>
    public required int Width { get; init; }

    /// <summary>Scores of a row with padding; a multiple of <see cref="Lanes"/>.</summary>
    public required int Columns { get; init; }

    /// <summary>Scores of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Rows of a launch.</summary>
    public required IndexExpression Rows { get; init; }

    /// <summary>Words of a row.</summary>
    public int RowWords => Columns / Lanes;

    /// <summary>Type of a word of scores.</summary>
    public VectorType Word => Vec(Score, Lanes);

    /// <summary>Type of an index.</summary>
    public ScalarType Index => UInt(IndexBits);

    // The index of a score is below 2^bits - 1, so that no real key is as small as Nothing.
    private int IndexBits => BitOperations.Log2((uint)Width) + 1;

    private long Mask => (1L << IndexBits) - 1;

    /// <summary>Type of a score with its index behind it, upside down: keys are all different, and the larger one comes first.</summary>
    internal ScalarType Key => new(Score.Width + IndexBits, Score.Signed);

    /// <summary>Less than every key.</summary>
    internal long Nothing => Key.MinValue;

    /// <summary>The keys of a word.</summary>
    internal Value Keys(Value scores, IndexExpression word)
    {
        var index = LaneNumbers(Lanes) + (word * Lanes);
        var keys = (scores << IndexBits | (Mask - index).Wrap(Index)).Wrap(Key);
        return Columns == Width ? keys : Select(index < Width, keys, Nothing);
    }

    /// <summary>The indices in keys.</summary>
    internal Value Indices(Value keys) => (Mask - keys.Wrap(Index)).Wrap(Index);

    /// <summary>The scores in keys.</summary>
    internal Value Scores(Value keys) => (keys >> IndexBits).Wrap(Score);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public TopKShape Validate(string kernel = "top_k")
    {
        Require(Score is { Fraction: 0, Width: <= 40 }, "score", Score.Width, "an integer of at most 40 bits is needed");
        Require(Width is >= 1 and <= 1 << 20, "width", Width, "1 to 1048576 is allowed");
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(
            Columns >= Width && Columns % Lanes == 0, "columns", Columns,
            $"a multiple of the {Lanes} lanes and at least the width {Width} is needed");
        Require(Count >= 1 && Count <= Math.Min(Width, 64), "count", Count, $"1 to {Math.Min(Width, 64)} is allowed");
        return this;

        void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, kernel, parameter, given, allowed);
    }
}

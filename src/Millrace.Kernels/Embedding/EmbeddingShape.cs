using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of an embedding lookup. TENSOR tokens to tokens x <see cref="Columns"/>, BLOCK one row, STREAM <see cref="Lanes"/> elements a
/// cycle.
/// </summary>
public sealed record EmbeddingShape
{
    /// <summary>Type of an element, as off-chip memory holds it: 8, 16, 32 or 64 bits.</summary>
    public required ScalarType Element { get; init; }

    /// <summary>Rows of the table.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Elements of a row; a multiple of <see cref="Lanes"/>.</summary>
    public required int Columns { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Tokens of a launch.</summary>
    public required IndexExpression Tokens { get; init; }

    /// <summary>Words of a row.</summary>
    public int RowWords => Columns / Lanes;

    /// <summary>Words of the table.</summary>
    public long Words => (long)Vocabulary * RowWords;

    /// <summary>Type of a word.</summary>
    public VectorType Word => Vec(Element, Lanes);

    /// <summary>Type of a token.</summary>
    public ScalarType Token => UInt(Math.Max(1, 32 - int.LeadingZeroCount(Vocabulary - 1)));

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public EmbeddingShape Validate()
    {
        Require(
            Element is { Fraction: 0, Width: 8 or 16 or 32 or 64 }, "element", Element.Width,
            "an integer of 8, 16, 32 or 64 bits is needed");
        Require(Vocabulary is >= 1 and <= 1 << 20, "vocabulary", Vocabulary, "1 to 1048576 is allowed");
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Columns >= 1 && Columns % Lanes == 0, "columns", Columns, $"a positive multiple of the {Lanes} lanes is needed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "embedding", parameter, given, allowed);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a rotary embedding. TENSOR passes x rows x <see cref="Heads"/> x <see cref="HeadSize"/>, BLOCK one head, STREAM
/// <see cref="Lanes"/> elements a cycle. Section 9 of the arithmetic specification.
/// </summary>
public sealed record RopeShape
{
    /// <summary>Type of an element, before and after.</summary>
    public required ScalarType Element { get; init; }

    /// <summary>Which elements are rotated together.</summary>
    public required RopePairing Pairing { get; init; }

    /// <summary>Heads of a row; those of queries and keys may be counted together.</summary>
    public required int Heads { get; init; }

    /// <summary>Elements of a head, d; even.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Elements of a word; even where neighbours are rotated, else of one half of a head.</summary>
    public required int Lanes { get; init; }

    /// <summary>Positions that there are coefficients for.</summary>
    public required int Context { get; init; }

    /// <summary>Passes; each begins at <see cref="Start"/>.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Rows of a pass.</summary>
    public required IndexExpression Rows { get; init; }

    /// <summary>Position of the first row.</summary>
    public required IndexExpression Start { get; init; }

    /// <summary>Type of a cosine or sine, 1.0 = 2^16.</summary>
    public static ScalarType Coefficient { get; } = Int(18);

    /// <summary>Words of a head.</summary>
    public int HeadWords => HeadSize / Lanes;

    /// <summary>Parts of a head that use the same coefficients.</summary>
    public int Parts => Pairing == RopePairing.HalfSplit ? 2 : 1;

    /// <summary>Words of such a part, and words of coefficients of a position.</summary>
    public int PartWords => HeadWords / Parts;

    /// <summary>Pairs that a word of coefficients serves.</summary>
    public int Pairs => Lanes * Parts / 2;

    /// <summary>Type of a word of elements.</summary>
    public VectorType Word => Vec(Element, Lanes);

    /// <summary>The cosines of a word's pairs, then their sines.</summary>
    public VectorType CoefficientWord => Vec(Coefficient, 2 * Pairs);

    /// <summary>The same as off-chip memory holds them.</summary>
    public VectorType MemoryWord => Vec(Int(32), 2 * Pairs);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public RopeShape Validate()
    {
        Require(
            Element is { Signed: true, Fraction: 0, Width: >= 4 and <= 16 }, "element", Element.Width,
            "a signed integer of 4 to 16 bits is needed");
        Require(Heads >= 1, "heads", Heads, "at least 1 is needed");
        Require(HeadSize >= 2 && HeadSize % 2 == 0, "head_size", HeadSize, "a positive even number is needed");
        if (Pairing == RopePairing.HalfSplit)
            Require(Lanes >= 1 && HeadSize / 2 % Lanes == 0, "lanes", Lanes, $"a divisor of half the head, {HeadSize / 2}, is needed");
        else
            Require(
                Lanes >= 2 && Lanes % 2 == 0 && HeadSize % Lanes == 0, "lanes", Lanes,
                $"an even divisor of the head, {HeadSize}, is needed");
        Require(Context >= 1, "context", Context, "at least 1 is needed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "rope", parameter, given, allowed);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of an integer RMSNorm. TENSOR passes x rows x <see cref="Columns"/>, BLOCK one row, STREAM <see cref="Lanes"/> elements a cycle.
/// Padding comes in as 0, adds nothing to the sum of squares, and goes out as 0.
/// </summary>
public sealed record RmsNormShape
{
    /// <summary>Elements of a row, padding included; a multiple of <see cref="Lanes"/>.</summary>
    public required int Columns { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Passes; each has its own gains.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Rows of a pass.</summary>
    public required IndexExpression Rows { get; init; }

    /// <summary>E: epsilon times the elements of a row, in squared units of x.</summary>
    public required long Epsilon { get; init; }

    /// <summary>The shift of the gains.</summary>
    public required int Shift { get; init; }

    /// <summary>Type of an element that goes out.</summary>
    public ScalarType Output { get; init; } = Int(8);

    /// <summary>Type of an element that comes in.</summary>
    public static ScalarType Input { get; } = Int(24);

    /// <summary>Type of a gain.</summary>
    public static ScalarType Gain { get; } = Int(18);

    /// <summary>Words of a row.</summary>
    public int RowWords => Columns / Lanes;

    /// <summary>Type of a word that comes in.</summary>
    public VectorType InputWord => Vec(Input, Lanes);

    /// <summary>Gains of a word's elements as off-chip memory holds them.</summary>
    public VectorType MemoryWord => Vec(Int(32), Lanes);

    /// <summary>Gains of a word's elements.</summary>
    public VectorType GainWord => Vec(Gain, Lanes);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public RmsNormShape Validate()
    {
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(
            Columns is >= 1 and <= 8192 && Columns % Lanes == 0, "columns", Columns,
            $"a multiple of the {Lanes} lanes, from 1 to 8192, is needed");
        Require(Epsilon is >= 1 and < 1L << 61, "epsilon", Epsilon, "1 to 2^61 - 1 is allowed");
        Require(Shift is >= 0 and <= 40, "shift", Shift, "0 to 40 is allowed");
        Require(
            Output is { Signed: true, Fraction: 0, Width: >= 2 and <= 16 }, "output", Output.Width,
            "a signed integer of 2 to 16 bits is needed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "rms_norm", parameter, given, allowed);
    }
}

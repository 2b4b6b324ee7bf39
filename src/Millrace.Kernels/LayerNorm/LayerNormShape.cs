using System.Numerics;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of an integer LayerNorm, Int(24) to Int(8) or, where its output is the residual stream, to Int(24). TENSOR passes x rows x width, BLOCK one row, STREAM <see cref="Lanes"/> elements a
/// cycle. Section 3 of the arithmetic specification.
/// </summary>
public sealed record LayerNormShape
{
    /// <summary>Elements of a row that count, d.</summary>
    public required int Width { get; init; }

    /// <summary>Elements of a row with padding; a multiple of <see cref="Lanes"/>. Padding comes in as 0 and goes out as 0.</summary>
    public required int Columns { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Passes; each has its own gains and offsets.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Rows of a pass.</summary>
    public required IndexExpression Rows { get; init; }

    /// <summary>Sequences that go through a pass one after the other, each of <see cref="Rows"/> rows; 1 unless said.</summary>
    public IndexExpression Sequences { get; init; } = 1;

    /// <summary>E: epsilon times width in squared units of x.</summary>
    public required long Epsilon { get; init; }

    /// <summary>The shift of gains and offsets.</summary>
    public required int Shift { get; init; }

    /// <summary>Type of an element that goes out: 2 to 24 bits, signed.</summary>
    public ScalarType Output { get; init; } = Int(8);

    /// <summary>Type of an element that comes in.</summary>
    public static ScalarType Input { get; } = Int(24);

    /// <summary>Words of a row.</summary>
    public int RowWords => Columns / Lanes;

    /// <summary>Type of a word that comes in.</summary>
    public VectorType InputWord => Vec(Input, Lanes);

    /// <summary>Gains of a word's elements, then their offsets.</summary>
    public VectorType ParameterWord => Vec(Int(32), 2 * Lanes);

    /// <summary>Times that all rows go through: for each pass, each sequence.</summary>
    internal IndexExpression Rounds => Passes * Sequences;

    /// <summary>L = ceil(log2 d).</summary>
    internal int WidthBits => Width == 1 ? 0 : BitOperations.Log2((uint)(Width - 1)) + 1;

    /// <summary>R, the reciprocal of d with 15 + L fraction bits.</summary>
    internal long Reciprocal => (long)Math.Floor((Math.ScaleB(1, 15 + WidthBits) / Width) + 0.5);

    /// <summary>Opens the loops over all rows of all rounds.</summary>
    internal void RowLoop(ProcessBuilder p, Action<LoopIndex> body)
    {
        if (Sequences.IsOne())
            p.Loop("row", Passes * Rows, body);
        else
            p.Loop("round", Rounds, _ => p.Loop("row", Rows, body));
    }

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public LayerNormShape Validate()
    {
        Require(Width is >= 1 and <= 8192, "width", Width, "1 to 8192 is allowed");
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(
            Columns >= Width && Columns % Lanes == 0, "columns", Columns,
            $"a multiple of the {Lanes} lanes and at least the width {Width} is needed");
        Require(Epsilon is >= 1 and < 1L << 61, "epsilon", Epsilon, "1 to 2^61 - 1 is allowed");
        Require(Shift is >= 0 and <= 40, "shift", Shift, "0 to 40 is allowed");
        Require(Output is { Signed: true, Fraction: 0, Width: >= 2 and <= 24 }, "output", Output.Width, "2 to 24 bits, signed, are allowed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "layer_norm", parameter, given, allowed);
    }
}

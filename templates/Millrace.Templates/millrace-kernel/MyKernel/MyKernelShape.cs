using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Kernels;

/// <summary>Shape of the kernel. TENSOR rows x columns to rows; BLOCK one row; STREAM <see cref="Lanes"/> elements a cycle.</summary>
public sealed record MyKernelShape
{
    /// <summary>Type of an element: signed, 2 to 32 bits.</summary>
    public ScalarType Element { get; init; } = Int(8);

    /// <summary>Elements of a row; a multiple of <see cref="Lanes"/>.</summary>
    public required int Columns { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Rows of a launch.</summary>
    public IndexExpression Rows { get; init; } = new Argument("rows");

    /// <summary>Type of a magnitude: the least element has one, too.</summary>
    public ScalarType Magnitude => UInt(Element.Width);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public MyKernelShape Validate()
    {
        Require(
            Element is { Signed: true, Fraction: 0, Width: >= 2 and <= 32 }, "element", Element.Width,
            "a signed integer of 2 to 32 bits is needed");
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Columns >= 1 && Columns % Lanes == 0, "columns", Columns, $"a positive multiple of the {Lanes} lanes is needed");
        return this;

        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "my_kernel", parameter, given, allowed);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a gated product. TENSOR any, BLOCK one word, STREAM <see cref="Lanes"/> elements a cycle. Section 8 of the arithmetic
/// specification.
/// </summary>
public sealed record GatedProductShape
{
    /// <summary>Type of a gate; the table has an entry for each of its values.</summary>
    public ScalarType Gate { get; init; } = Activation.Input;

    /// <summary>Type of what the gate lets through.</summary>
    public ScalarType Up { get; init; } = Int(8);

    /// <summary>Type of the product that goes out.</summary>
    public ScalarType Output { get; init; } = Int(8);

    /// <summary>The shift of the multipliers.</summary>
    public required int Shift { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Passes of a launch; each has its own multiplier.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Words of a pass.</summary>
    public required IndexExpression Words { get; init; }

    /// <summary>Type of an entry of the table.</summary>
    public static ScalarType Entry { get; } = Int(16);

    /// <summary>Entries of the table: one for each gate, from the least on.</summary>
    public int Entries => 1 << Gate.Width;

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public GatedProductShape Validate()
    {
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Shift is >= 0 and <= 62, "shift", Shift, "0 to 62 is allowed");
        RequireType(Gate, "gate");
        RequireType(Up, "up");
        RequireType(Output, "output");
        return this;

        static void RequireType(ScalarType type, string parameter) => Require(
            type is { Signed: true, Fraction: 0, Width: >= 4 and <= 16 }, parameter, type.Width,
            "a signed integer of 4 to 16 bits is needed");
        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "gated_product", parameter, given, allowed);
    }
}

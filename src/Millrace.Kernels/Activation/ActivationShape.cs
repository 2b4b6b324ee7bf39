using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of an activation function. TENSOR any, BLOCK one word, STREAM <see cref="Lanes"/> elements a cycle. Section 5 of the arithmetic
/// specification.
/// </summary>
public sealed record ActivationShape
{
    /// <summary>Type of x; the table has an entry for each of its values.</summary>
    public ScalarType Input { get; init; } = Activation.Input;

    /// <summary>Type of y.</summary>
    public ScalarType Output { get; init; } = Int(8);

    /// <summary>The shift of the multipliers that bring the table's 16 bits to the scale of a pass; null where the table holds y itself,
    /// rounded once, and there are no multipliers.</summary>
    public int? Shift { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Passes of a launch; each has its own multiplier.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Words of a pass.</summary>
    public required IndexExpression Words { get; init; }

    /// <summary>Type of an entry of the table.</summary>
    public ScalarType Entry => Shift is null ? Output : Int(16);

    /// <summary>Entries of the table: one for each value of x, from the least on.</summary>
    public int Entries => 1 << Input.Width;

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    public ActivationShape Validate()
    {
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Shift is null or (>= 0 and <= 62), "shift", Shift ?? 0, "0 to 62 is allowed");
        RequireType(Input, "input");
        RequireType(Output, "output");
        return this;

        static void RequireType(ScalarType type, string parameter) => Require(
            type is { Signed: true, Fraction: 0, Width: >= 4 and <= 16 }, parameter, type.Width,
            "a signed integer of 4 to 16 bits is needed");
        static void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, "activation", parameter, given, allowed);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Shape of a change between fixed point and integers with a scale, either way. TENSOR any, BLOCK one word, STREAM <see cref="Lanes"/>
/// elements a cycle. Section 10 of the arithmetic specification.
/// </summary>
public sealed record QuantizeShape
{
    /// <summary>The fixed-point format: x = raw * 2^-fraction.</summary>
    public required ScalarType Real { get; init; }

    /// <summary>Type of an integer q, which stands for q * scale.</summary>
    public required ScalarType Integer { get; init; }

    /// <summary>The shift of the multipliers.</summary>
    public required int Shift { get; init; }

    /// <summary>Elements of a word.</summary>
    public required int Lanes { get; init; }

    /// <summary>Passes of a launch; each has its own multiplier.</summary>
    public required IndexExpression Passes { get; init; }

    /// <summary>Words of a pass.</summary>
    public required IndexExpression Words { get; init; }

    /// <summary>The bits of a fixed-point number, as an integer.</summary>
    internal ScalarType Raw => new(Real.Width, Real.Signed);

    /// <summary>The multiplier that makes integers of a scale: 2^shift * 2^-fraction / scale, rounded.</summary>
    public long QuantizingMultiplier(double scale) => (long)Math.Floor(Math.ScaleB(1 / scale, Shift - Real.Fraction) + 0.5);

    /// <summary>The multiplier that makes fixed point of them: 2^shift * scale * 2^fraction, rounded.</summary>
    public long DequantizingMultiplier(double scale) => (long)Math.Floor(Math.ScaleB(scale, Shift + Real.Fraction) + 0.5);

    /// <summary>Checks everything.</summary>
    /// <exception cref="KernelParameterException">A parameter is out of range.</exception>
    internal QuantizeShape Validate(string kernel)
    {
        Require(Lanes >= 1, "lanes", Lanes, "at least 1 is needed");
        Require(Shift is >= 0 and <= 62, "shift", Shift, "0 to 62 is allowed");
        Require(Real.Width <= 40, "real", Real.Width, "at most 40 bits are allowed");
        Require(Integer is { Fraction: 0, Width: <= 40 }, "integer", Integer.Width, "an integer of at most 40 bits is needed");
        return this;

        void Require(bool holds, string parameter, long given, string allowed) =>
            KernelParameterException.Require(holds, kernel, parameter, given, allowed);
    }
}

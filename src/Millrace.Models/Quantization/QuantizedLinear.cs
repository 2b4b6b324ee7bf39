using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>A linear layer in integers (<c>docs/arithmetic.md</c>, section 2).</summary>
/// <param name="Inputs">K, 1 to 2^16: the inner product of Int(8) stays within Int(32).</param>
/// <param name="Outputs">N.</param>
/// <param name="Weights">N x K, row-major: the weights of output n are contiguous. Within -127..127, or of fewer
/// <see cref="WeightBits"/>.</param>
/// <param name="Bias">N values Int(32), in the accumulator's scale.</param>
/// <param name="Multipliers">N values in [0, 2^17).</param>
/// <param name="Shift">k, 0 to 46, the same in all layers of one kind.</param>
/// <param name="OutputBits">8, 12 or 24.</param>
/// <exception cref="ModelException">A length, a shift or a value is outside its range.</exception>
public sealed record QuantizedLinear(
    int Inputs, int Outputs, sbyte[] Weights, int[] Bias, int[] Multipliers, int Shift, int OutputBits)
{
    /// <summary>The longest inner product.</summary>
    public const int MaxInputs = 1 << 16;

    /// <summary>K.</summary>
    public int Inputs { get; } = Check.Range(Inputs, 1, MaxInputs, "inputs of a linear layer");

    /// <summary>N.</summary>
    public int Outputs { get; } = Check.Range(Outputs, 1, int.MaxValue, "outputs of a linear layer");

    /// <summary>N x K, row-major.</summary>
    public sbyte[] Weights { get; } = Check.Length(Weights, (long)Outputs * Inputs, "weights of a linear layer");

    /// <summary>Bits of a weight, 2 to 8: all are within -(2^(bits - 1) - 1)..2^(bits - 1) - 1.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>N values in the accumulator's scale.</summary>
    public int[] Bias { get; } = Check.Length(Bias, Outputs, "biases of a linear layer");

    /// <summary>N values in [0, 2^17).</summary>
    public int[] Multipliers { get; } =
        Check.Values(Check.Length(Multipliers, Outputs, "multipliers of a linear layer"), 0, FixedPoint.MaxMultiplier, "a multiplier");

    /// <summary>k.</summary>
    public int Shift { get; } = Check.Range(Shift, 0, MultiplierShift.Max, "shift of a linear layer");

    /// <summary>8, 12 or 24.</summary>
    public int OutputBits { get; } = Check.Range(OutputBits, 2, 24, "output bits of a linear layer");
}

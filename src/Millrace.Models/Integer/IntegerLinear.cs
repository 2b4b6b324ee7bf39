using System.Buffers;
using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>The linear layer (<c>docs/arithmetic.md</c>, section 2): inner products in Int(32), bias added in 33 bits, every output channel
/// brought to the output's scale by its own multiplier.</summary>
public static class IntegerLinear
{
    // Prefilling a long prompt works through as many rows at once as keeps inputs and sums in the second-level cache.
    private const int RowsAtOnce = 64;

    /// <summary><c>y[r, n] = sat(rs((sum_k x[r, k] * w[n, k] + bias[n]) * m[n], shift), bits)</c>.</summary>
    /// <param name="linear">The layer.</param>
    /// <param name="x">rows x inputs, Int(8).</param>
    /// <param name="y">rows x outputs, Int(<see cref="QuantizedLinear.OutputBits"/>).</param>
    /// <param name="rows">Number of rows (tokens).</param>
    public static void Apply(QuantizedLinear linear, ReadOnlySpan<sbyte> x, Span<int> y, int rows = 1)
    {
        int inputs = linear.Inputs, outputs = linear.Outputs;
        if (x.Length < (long)rows * inputs || y.Length < (long)rows * outputs)
            throw new ArgumentException(
                $"{rows} rows need {(long)rows * inputs} inputs and {(long)rows * outputs} outputs; given {x.Length} and {y.Length}.");

        var wide = ArrayPool<short>.Shared.Rent(Math.Min(rows, RowsAtOnce) * inputs);
        for (var first = 0; first < rows; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, rows - first);
            Widen(x.Slice(first * inputs, count * inputs), wide);
            var block = y.Slice(first * outputs, count * outputs);
            IntegerMatrix.MultiplyTransposed(wide, linear.Weights, block, count, outputs, inputs);
            for (var r = 0; r < count; r++)
                Requantize(linear, block.Slice(r * outputs, outputs));
        }

        ArrayPool<short>.Shared.Return(wide);
    }

    /// <summary>As <see cref="Apply(QuantizedLinear, ReadOnlySpan{sbyte}, Span{int}, int)"/> for a layer of 8 output bits.</summary>
    public static void Apply(QuantizedLinear linear, ReadOnlySpan<sbyte> x, Span<sbyte> y, int rows = 1)
    {
        if (linear.OutputBits > 8)
            throw new ArgumentException($"Outputs of {linear.OutputBits} bits do not fit 8.");
        var length = rows * linear.Outputs;
        var wide = ArrayPool<int>.Shared.Rent(length);
        Apply(linear, x, wide.AsSpan(0, length), rows);
        for (var i = 0; i < length; i++)
            y[i] = (sbyte)wide[i];
        ArrayPool<int>.Shared.Return(wide);
    }

    private static void Requantize(QuantizedLinear linear, Span<int> y)
    {
        ReadOnlySpan<int> bias = linear.Bias, multipliers = linear.Multipliers;
        for (var n = 0; n < y.Length; n++)
            y[n] = FixedPoint.Rescale((long)y[n] + bias[n], multipliers[n], linear.Shift, linear.OutputBits);
    }

    private static void Widen(ReadOnlySpan<sbyte> x, Span<short> wide)
    {
        for (var i = 0; i < x.Length; i++)
            wide[i] = x[i];
    }
}

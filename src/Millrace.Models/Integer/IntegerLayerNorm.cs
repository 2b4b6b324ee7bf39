using System.Buffers;
using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>LayerNorm (<c>docs/arithmetic.md</c>, section 3) of one row of the residual stream: mean by a reciprocal, variance in 62 bits,
/// 1/sqrt by a table of straight lines, then gain and offset.</summary>
public static class IntegerLayerNorm
{
    /// <summary>Width of the sum of squares V.</summary>
    public const int VarianceBits = 62;

    /// <summary>Width of the normalised value z, which has 20 fraction bits.</summary>
    public const int NormalisedBits = 22;

    /// <summary>Normalises one row.</summary>
    /// <param name="norm">Gains, offsets and epsilon of width d.</param>
    /// <param name="x">d values Int(24).</param>
    /// <param name="y">d values Int(8), of a LayerNorm of 8 output bits.</param>
    public static void Apply(QuantizedLayerNorm norm, ReadOnlySpan<int> x, Span<sbyte> y)
    {
        if (norm.OutputBits > 8)
            throw new ArgumentException($"Outputs of {norm.OutputBits} bits do not fit 8.");
        if (y.Length != norm.Width)
            throw new ArgumentException($"This LayerNorm is {norm.Width} wide; given {y.Length} outputs.");
        var wide = ArrayPool<int>.Shared.Rent(norm.Width);
        Apply(norm, x, wide.AsSpan(0, norm.Width));
        for (var n = 0; n < y.Length; n++)
            y[n] = (sbyte)wide[n];
        ArrayPool<int>.Shared.Return(wide);
    }

    /// <summary>As <see cref="Apply(QuantizedLayerNorm, ReadOnlySpan{int}, Span{sbyte})"/> for outputs of any width; x and y may be the
    /// same.</summary>
    public static void Apply(QuantizedLayerNorm norm, ReadOnlySpan<int> x, Span<int> y)
    {
        if (x.Length != norm.Width || y.Length != norm.Width)
            throw new ArgumentException($"This LayerNorm is {norm.Width} wide; given {x.Length} inputs and {y.Length} outputs.");

        var mean = Mean(x);
        var sum = (ulong)norm.Epsilon;
        foreach (var value in x)
        {
            var centred = (long)value - mean;
            sum += (ulong)(centred * centred);
        }

        var (factor, shift) = InverseSquareRoot(Math.Min(sum, (1UL << VarianceBits) - 1));
        ReadOnlySpan<int> gains = norm.Gains, offsets = norm.Offsets;
        for (var n = 0; n < x.Length; n++)
        {
            long z = FixedPoint.Saturate(FixedPoint.RoundShift((x[n] - mean) * factor * 4, shift), NormalisedBits);
            y[n] = FixedPoint.Saturate(FixedPoint.RoundShift(z * gains[n] + offsets[n], norm.Shift), norm.OutputBits);
        }
    }

    /// <summary>mu: the sum times a reciprocal of d with at least 15 significant bits; exact where d is a power of two, but for rounding.</summary>
    public static long Mean(ReadOnlySpan<int> x)
    {
        long sum = 0;
        foreach (var value in x)
            sum += value;
        return FixedPoint.RoundShift(sum * MeanReciprocal(x.Length), MeanShift(x.Length));
    }

    /// <summary>15 + L with L = ceil(log2 d): the shift of the mean.</summary>
    public static int MeanShift(int width) => 15 + (width <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)width - 1) + 1);

    /// <summary>R = floor(2^(15 + L) / d + 0.5), UInt(17).</summary>
    public static int MeanReciprocal(int width) => (int)Math.Floor(Math.ScaleB(1, MeanShift(width)) / width + 0.5);

    /// <summary>The pair (r, e) with 1/sqrt(V) = r / 2^18 / 2^e, V in 1..2^62-1.</summary>
    public static (long Factor, int Shift) InverseSquareRoot(ulong variance)
    {
        var h = FixedPoint.LeadingZeros(variance, VarianceBits) & ~1;
        var w = (int)((variance << h) >> 44);
        return (InverseSquareRootTable.Lookup(w), 30 - h / 2);
    }
}

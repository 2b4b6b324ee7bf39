using System.Buffers;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>Attention of one query over the positions up to its own (<c>docs/arithmetic.md</c>, section 4), head by head.</summary>
public static class IntegerAttention
{
    /// <summary>Attends with one row of queries.</summary>
    /// <param name="attention">Multipliers and shifts of the layer.</param>
    /// <param name="heads">Number of heads; the head size is width / heads.</param>
    /// <param name="query">width values Int(8).</param>
    /// <param name="keys">positions x width, Int(8).</param>
    /// <param name="values">positions x width, Int(8).</param>
    /// <param name="positions">How many keys the query sees, itself included: 1 to 2^17 - 1.</param>
    /// <param name="output">width values Int(8).</param>
    public static void Apply(
        QuantizedAttention attention, int heads, ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> keys, ReadOnlySpan<sbyte> values,
        int positions, Span<sbyte> output)
    {
        var width = query.Length;
        var size = width / heads;
        if (heads < 1 || size * heads != width)
            throw new ArgumentException($"A width of {width} cannot be split over {heads} heads.");
        if (keys.Length < (long)positions * width || values.Length < (long)positions * width || output.Length < width)
            throw new ArgumentException(
                $"{positions} positions of width {width} need {(long)positions * width} keys and values and {width} outputs; given "
                + $"{keys.Length}, {values.Length} and {output.Length}.");

        var scores = ArrayPool<int>.Shared.Rent(positions);
        var probabilities = ArrayPool<ushort>.Shared.Rent(positions);
        var wide = ArrayPool<short>.Shared.Rent(size);
        var sums = ArrayPool<int>.Shared.Rent(size);
        for (var first = 0; first < width; first += size)
        {
            for (var k = 0; k < size; k++)
                wide[k] = query[first + k];
            Scores(wide.AsSpan(0, size), keys[first..], width, scores.AsSpan(0, positions));
            IntegerSoftmax.Apply(
                scores.AsSpan(0, positions), attention.ScoreMultiplier, attention.ScoreShift, probabilities.AsSpan(0, positions));
            WeightedSum(probabilities.AsSpan(0, positions), values[first..], width, sums.AsSpan(0, size));
            for (var n = 0; n < size; n++)
                output[first + n] = (sbyte)FixedPoint.Rescale(sums[n], attention.ValueMultiplier, attention.ValueShift, 8);
        }

        ArrayPool<int>.Shared.Return(sums);
        ArrayPool<short>.Shared.Return(wide);
        ArrayPool<ushort>.Shared.Return(probabilities);
        ArrayPool<int>.Shared.Return(scores);
    }

    /// <summary><c>a[j] = sum_k q[k] * key[j, k]</c> for one head.</summary>
    /// <param name="query">Head-size values of Int(8), widened.</param>
    /// <param name="keys">Starts at the head's first column; rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance from one position to the next, the width of the model.</param>
    /// <param name="scores">One place for each position.</param>
    public static unsafe void Scores(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> keys, int stride, Span<int> scores)
    {
        var size = query.Length;
        fixed (short* q = query)
        fixed (sbyte* first = keys)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                var key = first + (nint)j * stride;
                var k = 0;
                var total = 0;
                if (Avx2.IsSupported)
                {
                    Vector256<int> sum = default;
                    for (; k + 16 <= size; k += 16)
                        sum += Avx2.MultiplyAddAdjacent(Vector256.Load(q + k), Avx2.ConvertToVector256Int16(key + k));
                    total = Vector256.Sum(sum);
                }

                for (; k < size; k++)
                    total += q[k] * key[k];
                scores[j] = total;
            }
        }
    }

    /// <summary><c>o[n] = sum_j p[j] * v[j, n]</c> for one head; the sum stays within Int(32) for up to 2^17 positions.</summary>
    /// <param name="probabilities">One for each position.</param>
    /// <param name="values">Starts at the head's first column; rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance from one position to the next.</param>
    /// <param name="sums">Head-size places.</param>
    public static unsafe void WeightedSum(ReadOnlySpan<ushort> probabilities, ReadOnlySpan<sbyte> values, int stride, Span<int> sums)
    {
        fixed (ushort* p = probabilities)
        fixed (sbyte* first = values)
        fixed (int* o = sums)
        {
            var n = 0;
            if (Avx2.IsSupported)
            {
                for (; n + 32 <= sums.Length; n += 32)
                    Columns32(p, probabilities.Length, first + n, stride, o + n);
                for (; n + 8 <= sums.Length; n += 8)
                    Columns8(p, probabilities.Length, first + n, stride, o + n);
            }

            for (; n < sums.Length; n++)
            {
                var sum = 0;
                for (var j = 0; j < probabilities.Length; j++)
                    sum += p[j] * first[(nint)j * stride + n];
                o[n] = sum;
            }
        }
    }

    // Four sums at once hide the latency of the 32-bit multiplication.
    private static unsafe void Columns32(ushort* p, int count, sbyte* v, int stride, int* o)
    {
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var j = 0; j < count; j++, v += stride)
        {
            var weight = Vector256.Create((int)p[j]);
            s0 += weight * Avx2.ConvertToVector256Int32(v);
            s1 += weight * Avx2.ConvertToVector256Int32(v + 8);
            s2 += weight * Avx2.ConvertToVector256Int32(v + 16);
            s3 += weight * Avx2.ConvertToVector256Int32(v + 24);
        }

        s0.Store(o);
        s1.Store(o + 8);
        s2.Store(o + 16);
        s3.Store(o + 24);
    }

    private static unsafe void Columns8(ushort* p, int count, sbyte* v, int stride, int* o)
    {
        Vector256<int> sum = default;
        for (var j = 0; j < count; j++, v += stride)
            sum += Vector256.Create((int)p[j]) * Avx2.ConvertToVector256Int32(v);
        sum.Store(o);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Millrace.Models;

/// <summary>
/// The one hot loop of the float reference: y[r, c] = bias[c] + sum_k x[r, k] m[k, c]. Every output is the same chain of fused
/// multiply-adds over k, whatever the number of rows or the machine's vector width, so prefill and decode agree in every bit.
/// </summary>
internal static class Dense
{
    private const int RowsAtOnce = 4; // 4 rows x 2 vectors: eight independent chains hide the latency of the multiply-add

    // x [rows, inner], m [inner, columns], bias [columns] or empty for zero, y [rows, columns]. Strides are the elements from one row to
    // the next, so that operands may be parts of wider arrays.
    public static void Multiply(
        int rows, int inner, int columns,
        ReadOnlySpan<float> x, int xStride, ReadOnlySpan<float> m, int mStride, ReadOnlySpan<float> bias, Span<float> y, int yStride)
    {
        // The loops below work on references without bounds checks; these are the checks.
        if (rows <= 0 || columns <= 0) return;
        _ = x[(rows - 1) * xStride + inner - 1];
        _ = m[(inner - 1) * mStride + columns - 1];
        _ = y[(rows - 1) * yStride + columns - 1];
        if (bias.Length != 0) _ = bias[columns - 1];

        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var m0 = ref MemoryMarshal.GetReference(m);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var lanes = Vector<float>.Count;
        var column = 0;
        for (; column <= columns - 2 * lanes; column += 2 * lanes)
        {
            var low = bias.Length == 0 ? Vector<float>.Zero : new Vector<float>(bias[column..]);
            var high = bias.Length == 0 ? Vector<float>.Zero : new Vector<float>(bias[(column + lanes)..]);
            ref var strip = ref Unsafe.Add(ref m0, column);
            var row = 0;
            for (; row <= rows - RowsAtOnce; row += RowsAtOnce)
                FourRows(inner, ref Unsafe.Add(ref x0, (nint)row * xStride), xStride, ref strip, mStride, low, high,
                    ref Unsafe.Add(ref y0, (nint)row * yStride + column), yStride);
            for (; row < rows; row++)
                OneRow(inner, ref Unsafe.Add(ref x0, (nint)row * xStride), ref strip, mStride, low, high,
                    ref Unsafe.Add(ref y0, (nint)row * yStride + column));
        }
        for (; column < columns; column++)
            for (var row = 0; row < rows; row++)
                y[row * yStride + column] =
                    OneElement(x.Slice(row * xStride, inner), m[column..], mStride, bias.Length == 0 ? 0 : bias[column]);
    }

    private static void FourRows(
        int inner, ref float x, int xStride, ref float m, int mStride, Vector<float> low, Vector<float> high, ref float y, int yStride)
    {
        Vector<float> a0 = low, a1 = low, a2 = low, a3 = low, b0 = high, b1 = high, b2 = high, b3 = high;
        ref var x1 = ref Unsafe.Add(ref x, xStride);
        ref var x2 = ref Unsafe.Add(ref x1, xStride);
        ref var x3 = ref Unsafe.Add(ref x2, xStride);
        nuint at = 0;
        for (var k = 0; k < inner; k++, at += (nuint)mStride)
        {
            var left = Vector.LoadUnsafe(ref m, at);
            var right = Vector.LoadUnsafe(ref m, at + (nuint)Vector<float>.Count);
            var s = new Vector<float>(Unsafe.Add(ref x, k));
            a0 = Vector.FusedMultiplyAdd(s, left, a0);
            b0 = Vector.FusedMultiplyAdd(s, right, b0);
            s = new Vector<float>(Unsafe.Add(ref x1, k));
            a1 = Vector.FusedMultiplyAdd(s, left, a1);
            b1 = Vector.FusedMultiplyAdd(s, right, b1);
            s = new Vector<float>(Unsafe.Add(ref x2, k));
            a2 = Vector.FusedMultiplyAdd(s, left, a2);
            b2 = Vector.FusedMultiplyAdd(s, right, b2);
            s = new Vector<float>(Unsafe.Add(ref x3, k));
            a3 = Vector.FusedMultiplyAdd(s, left, a3);
            b3 = Vector.FusedMultiplyAdd(s, right, b3);
        }
        Store(a0, b0, ref y);
        Store(a1, b1, ref Unsafe.Add(ref y, yStride));
        Store(a2, b2, ref Unsafe.Add(ref y, 2 * (nint)yStride));
        Store(a3, b3, ref Unsafe.Add(ref y, 3 * (nint)yStride));
    }

    private static void OneRow(int inner, ref float x, ref float m, int mStride, Vector<float> low, Vector<float> high, ref float y)
    {
        nuint at = 0;
        for (var k = 0; k < inner; k++, at += (nuint)mStride)
        {
            var s = new Vector<float>(Unsafe.Add(ref x, k));
            low = Vector.FusedMultiplyAdd(s, Vector.LoadUnsafe(ref m, at), low);
            high = Vector.FusedMultiplyAdd(s, Vector.LoadUnsafe(ref m, at + (nuint)Vector<float>.Count), high);
        }
        Store(low, high, ref y);
    }

    private static float OneElement(ReadOnlySpan<float> x, ReadOnlySpan<float> m, int mStride, float sum)
    {
        for (var k = 0; k < x.Length; k++) sum = MathF.FusedMultiplyAdd(x[k], m[k * mStride], sum);
        return sum;
    }

    private static void Store(Vector<float> low, Vector<float> high, ref float y)
    {
        low.StoreUnsafe(ref y);
        high.StoreUnsafe(ref y, (nuint)Vector<float>.Count);
    }

    /// <summary>A matrix with its rows as columns.</summary>
    /// <param name="matrix">[rows, columns], row-major.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>[columns, rows].</returns>
    public static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var result = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                result[column * rows + row] = matrix[row * columns + column];
        return result;
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Millrace.Models.Integer;

/// <summary>The inner products of a linear layer: Int(8) times Int(8) summed in 32 bits. Exact, whatever the order of the sum, so all paths
/// give the same bits.</summary>
public static class IntegerMatrix
{
    /// <summary><c>acc[r, n] = sum_k x[r, k] * w[n, k]</c>.</summary>
    /// <param name="x">rows x inputs, row-major, values of Int(8) already widened: widening them once for all outputs is cheaper.</param>
    /// <param name="w">outputs x inputs, row-major.</param>
    /// <param name="acc">rows x outputs, row-major; overwritten.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Length of one inner product, at most 2^16.</param>
    public static void MultiplyTransposed(
        ReadOnlySpan<short> x, ReadOnlySpan<sbyte> w, Span<int> acc, int rows, int outputs, int inputs)
    {
        CheckShapes(x, w, acc, rows, outputs, inputs);
        if (Avx2.IsSupported)
            MultiplyAvx2(x, w, acc, rows, outputs, inputs);
        else
            MultiplyPortable(x, w, acc, rows, outputs, inputs);
    }

    /// <summary>The same by means every processor has; what <see cref="MultiplyTransposed"/> falls back to.</summary>
    public static void MultiplyPortable(
        ReadOnlySpan<short> x, ReadOnlySpan<sbyte> w, Span<int> acc, int rows, int outputs, int inputs)
    {
        CheckShapes(x, w, acc, rows, outputs, inputs);
        for (var n = 0; n < outputs; n++)
            for (var r = 0; r < rows; r++)
                acc[r * outputs + n] = DotPortable(x.Slice(r * inputs, inputs), w.Slice(n * inputs, inputs));
    }

    private static int DotPortable(ReadOnlySpan<short> x, ReadOnlySpan<sbyte> w)
    {
        var sum = Vector128<int>.Zero;
        var k = 0;
        for (; k + 8 <= x.Length; k += 8)
        {
            // A product of two Int(8) fits 16 bits, a sum of two such products does not always: it is widened before it is added.
            var bytes = Vector128.CreateScalar(System.Runtime.InteropServices.MemoryMarshal.Read<long>(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(w.Slice(k, 8)))).AsSByte();
            var product = Vector128.Create(x.Slice(k, 8)) * Vector128.WidenLower(bytes);
            sum += Vector128.WidenLower(product) + Vector128.WidenUpper(product);
        }

        var total = Vector128.Sum(sum);
        for (; k < x.Length; k++)
            total += x[k] * w[k];
        return total;
    }

    /// <summary>Tiles of 4 rows x 2 outputs: eight sums stay in registers, every weight loaded and widened serves four rows, and every input
    /// two outputs. A single row, as in decoding, takes tiles of 1 x 4.</summary>
    private static unsafe void MultiplyAvx2(
        ReadOnlySpan<short> x, ReadOnlySpan<sbyte> w, Span<int> acc, int rows, int outputs, int inputs)
    {
        fixed (short* px = x)
        fixed (sbyte* pw = w)
        fixed (int* pa = acc)
        {
            var tiledRows = rows & ~3;
            for (var n = 0; n + 2 <= outputs; n += 2)
                for (var r = 0; r < tiledRows; r += 4)
                    Tile4X2(px + (nint)r * inputs, pw + (nint)n * inputs, pa + (nint)r * outputs + n, outputs, inputs);

            if ((outputs & 1) != 0)
                for (var r = 0; r < tiledRows; r++)
                    pa[(nint)r * outputs + outputs - 1] = Dot(px + (nint)r * inputs, pw + (nint)(outputs - 1) * inputs, inputs);

            for (var r = tiledRows; r < rows; r++)
            {
                var n = 0;
                for (; n + 4 <= outputs; n += 4)
                    Tile1X4(px + (nint)r * inputs, pw + (nint)n * inputs, pa + (nint)r * outputs + n, inputs);
                for (; n < outputs; n++)
                    pa[(nint)r * outputs + n] = Dot(px + (nint)r * inputs, pw + (nint)n * inputs, inputs);
            }
        }
    }

    private static unsafe void Tile4X2(short* x, sbyte* w, int* acc, int outputs, int inputs)
    {
        short* x0 = x, x1 = x + inputs, x2 = x1 + inputs, x3 = x2 + inputs;
        sbyte* w0 = w, w1 = w + inputs;
        Vector256<int> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector256<int> s20 = default, s21 = default, s30 = default, s31 = default;
        var k = 0;
        for (; k + 16 <= inputs; k += 16)
        {
            var a = Avx2.ConvertToVector256Int16(w0 + k);
            var b = Avx2.ConvertToVector256Int16(w1 + k);
            var v = Vector256.Load(x0 + k);
            s00 += Avx2.MultiplyAddAdjacent(v, a);
            s01 += Avx2.MultiplyAddAdjacent(v, b);
            v = Vector256.Load(x1 + k);
            s10 += Avx2.MultiplyAddAdjacent(v, a);
            s11 += Avx2.MultiplyAddAdjacent(v, b);
            v = Vector256.Load(x2 + k);
            s20 += Avx2.MultiplyAddAdjacent(v, a);
            s21 += Avx2.MultiplyAddAdjacent(v, b);
            v = Vector256.Load(x3 + k);
            s30 += Avx2.MultiplyAddAdjacent(v, a);
            s31 += Avx2.MultiplyAddAdjacent(v, b);
        }

        acc[0] = Vector256.Sum(s00) + Tail(x0, w0, k, inputs);
        acc[1] = Vector256.Sum(s01) + Tail(x0, w1, k, inputs);
        acc += outputs;
        acc[0] = Vector256.Sum(s10) + Tail(x1, w0, k, inputs);
        acc[1] = Vector256.Sum(s11) + Tail(x1, w1, k, inputs);
        acc += outputs;
        acc[0] = Vector256.Sum(s20) + Tail(x2, w0, k, inputs);
        acc[1] = Vector256.Sum(s21) + Tail(x2, w1, k, inputs);
        acc += outputs;
        acc[0] = Vector256.Sum(s30) + Tail(x3, w0, k, inputs);
        acc[1] = Vector256.Sum(s31) + Tail(x3, w1, k, inputs);
    }

    private static unsafe void Tile1X4(short* x, sbyte* w, int* acc, int inputs)
    {
        sbyte* w0 = w, w1 = w + inputs, w2 = w1 + inputs, w3 = w2 + inputs;
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
        var k = 0;
        for (; k + 16 <= inputs; k += 16)
        {
            var v = Vector256.Load(x + k);
            s0 += Avx2.MultiplyAddAdjacent(v, Avx2.ConvertToVector256Int16(w0 + k));
            s1 += Avx2.MultiplyAddAdjacent(v, Avx2.ConvertToVector256Int16(w1 + k));
            s2 += Avx2.MultiplyAddAdjacent(v, Avx2.ConvertToVector256Int16(w2 + k));
            s3 += Avx2.MultiplyAddAdjacent(v, Avx2.ConvertToVector256Int16(w3 + k));
        }

        acc[0] = Vector256.Sum(s0) + Tail(x, w0, k, inputs);
        acc[1] = Vector256.Sum(s1) + Tail(x, w1, k, inputs);
        acc[2] = Vector256.Sum(s2) + Tail(x, w2, k, inputs);
        acc[3] = Vector256.Sum(s3) + Tail(x, w3, k, inputs);
    }

    private static unsafe int Dot(short* x, sbyte* w, int inputs)
    {
        Vector256<int> sum = default;
        var k = 0;
        for (; k + 16 <= inputs; k += 16)
            sum += Avx2.MultiplyAddAdjacent(Vector256.Load(x + k), Avx2.ConvertToVector256Int16(w + k));
        return Vector256.Sum(sum) + Tail(x, w, k, inputs);
    }

    private static unsafe int Tail(short* x, sbyte* w, int from, int inputs)
    {
        var sum = 0;
        for (var k = from; k < inputs; k++)
            sum += x[k] * w[k];
        return sum;
    }

    private static void CheckShapes(
        ReadOnlySpan<short> x, ReadOnlySpan<sbyte> w, ReadOnlySpan<int> acc, int rows, int outputs, int inputs)
    {
        if (x.Length < (long)rows * inputs || w.Length < (long)outputs * inputs || acc.Length < (long)rows * outputs)
            throw new ArgumentException(
                $"{rows} x {outputs} sums of {inputs} products need {(long)rows * inputs} inputs, {(long)outputs * inputs} weights and "
                + $"{(long)rows * outputs} places; given {x.Length}, {w.Length} and {acc.Length}.");
    }
}

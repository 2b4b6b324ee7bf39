using System.Numerics;

namespace Millrace.Kernels.Tests;

/// <summary>Sums of products and their change of scale in integers of any size, written apart from every kernel.</summary>
internal static class Gemm
{
    /// <summary>bias + sum of a(k) b(k).</summary>
    internal static BigInteger Sum(int inner, long bias, Func<int, long> a, Func<int, long> b) =>
        Enumerable.Range(0, inner).Aggregate((BigInteger)bias, (sum, k) => sum + ((BigInteger)a(k) * b(k)));

    /// <summary>Rounded half up, clamped to signed <paramref name="bits"/>.</summary>
    internal static long Scale(BigInteger sum, long multiplier, int shift, int bits)
    {
        var limit = BigInteger.One << (bits - 1);
        var rounded = ((sum * multiplier) + ((BigInteger.One << shift) >> 1)) >> shift;
        return (long)BigInteger.Max(-limit, BigInteger.Min(rounded, limit - 1));
    }
}

using System.Numerics;

namespace Millrace.Models.Tests.Integer;

/// <summary>docs/arithmetic.md written down once more, as plainly as possible and without any width: what the vectorised code must equal.
/// Where the page names a width, the value is checked against it, so that no intermediate can overflow unseen.</summary>
internal static class Specification
{
    public static BigInteger Int(BigInteger x, int bits)
    {
        Assert.True(x >= -BigInteger.Pow(2, bits - 1) && x < BigInteger.Pow(2, bits - 1), $"{x} does not fit Int({bits})");
        return x;
    }

    public static BigInteger UInt(BigInteger x, int bits)
    {
        Assert.True(x >= 0 && x < BigInteger.Pow(2, bits), $"{x} does not fit UInt({bits})");
        return x;
    }

    public static BigInteger Floor(BigInteger x, BigInteger y)
    {
        var q = BigInteger.DivRem(x, y, out var r);
        return r < 0 ? q - 1 : q;
    }

    public static BigInteger Rs(BigInteger x, int k) => k == 0 ? x : Floor(x + BigInteger.Pow(2, k - 1), BigInteger.Pow(2, k));

    public static BigInteger Sat(BigInteger x, int n) =>
        BigInteger.Max(BigInteger.Min(x, BigInteger.Pow(2, n - 1) - 1), -BigInteger.Pow(2, n - 1));

    public static BigInteger SatU(BigInteger x, int n) => BigInteger.Max(BigInteger.Min(x, BigInteger.Pow(2, n) - 1), 0);

    public static int Lz(BigInteger x, int n)
    {
        var zeros = n;
        for (; x > 0; x /= 2)
            zeros--;
        return zeros;
    }

    public static int[] Linear(int inputs, sbyte[] w, int[] bias, int[] m, int k, int bits, sbyte[] x)
    {
        var y = new int[bias.Length];
        for (var n = 0; n < y.Length; n++)
        {
            BigInteger acc = 0;
            for (var i = 0; i < inputs; i++)
                acc = Int(acc + x[i] * w[n * inputs + i], 32);
            y[n] = (int)Sat(Rs(Int(acc + bias[n], 33) * m[n], k), bits);
        }

        return y;
    }

    public static sbyte[] LayerNorm(int[] x, int[] g, int[] o, int k, long epsilon) =>
        Array.ConvertAll(LayerNorm(x, g, o, k, epsilon, 8), y => (sbyte)y);

    public static int[] LayerNorm(int[] x, int[] g, int[] o, int k, long epsilon, int bits)
    {
        var d = x.Length;
        var l = (int)Math.Ceiling(Math.Log2(d));
        BigInteger s = 0;
        foreach (var v in x)
            s += v;
        var mu = Rs(s * (BigInteger)Math.Floor(Math.Pow(2, 15 + l) / d + 0.5), 15 + l);
        BigInteger sum = epsilon;
        foreach (var v in x)
            sum += BigInteger.Pow(Int(v - mu, 25), 2);
        sum = SatU(sum, 62);
        var h = Lz(sum, 62) / 2 * 2;
        var e = 30 - h / 2;
        var w = (int)UInt((sum << h) >> 44, 18);
        Assert.True(w >= 1 << 16);
        int a = A(w >> 9), b = a - A((w >> 9) + 1);
        var r = a - Rs(b * (w & 511), 9);
        var y = new int[d];
        for (var n = 0; n < d; n++)
        {
            var z = Sat(Rs((x[n] - mu) * r * 4, e), 22);
            y[n] = (int)Sat(Rs(z * g[n] + o[n], k), bits);
        }

        return y;

        static int A(int i) => (int)Math.Floor(Math.Pow(2, 18) / Math.Sqrt(i / 128.0) + 0.5);
    }

    public static int[] Softmax(int[] a, int m, int k)
    {
        var max = a.Max();
        var e = a.Select(score =>
        {
            var t = (int)SatU(Rs(((BigInteger)max - score) * m, k), 15);
            return UInt(Rs((BigInteger)Math.Floor(Math.Pow(2, 15) * Math.Pow(2, -(t & 1023) / 1024.0) + 0.5), t >> 10), 16);
        }).ToArray();
        var z = UInt(e.Aggregate(BigInteger.Add), 32);
        var h = Lz(z, 32);
        var w = (int)UInt((z << h) >> 15, 17);
        Assert.True(w >= 1 << 16);
        var i = (w >> 8) & 255;
        var r = C(i) - Rs((C(i) - C(i + 1)) * (w & 255), 8);
        return [.. e.Select(x => (int)SatU(Rs(x * r, 32 - h), 16))];

        static BigInteger C(int i) => (BigInteger)Math.Floor(Math.Pow(2, 17) / (1 + i / 256.0) + 0.5);
    }

    public static sbyte[] Attention(int heads, sbyte[] q, sbyte[] keys, sbyte[] values, int positions, int ms, int ks, int mo, int ko)
    {
        int width = q.Length, size = width / heads;
        var y = new sbyte[width];
        for (var first = 0; first < width; first += size)
        {
            var scores = new int[positions];
            for (var j = 0; j < positions; j++)
                for (var i = first; i < first + size; i++)
                    scores[j] += q[i] * keys[j * width + i];
            var p = Softmax(scores, ms, ks);
            for (var n = first; n < first + size; n++)
            {
                BigInteger o = 0;
                for (var j = 0; j < positions; j++)
                    o = Int(o + (BigInteger)p[j] * values[j * width + n], 32);
                y[n] = (sbyte)Sat(Rs(o * mo, ko), 8);
            }
        }

        return y;
    }
}

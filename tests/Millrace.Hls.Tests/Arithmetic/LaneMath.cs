using System.Numerics;

namespace Millrace.Hls.Tests;

/// <summary>What the operations mean on unlimited integers.</summary>
internal static class LaneMath
{
    internal static BigInteger Wrap(BigInteger x, ScalarType type)
    {
        var all = BigInteger.One << type.Width;
        var low = ((x % all) + all) % all;
        return type.Signed && low >= all / 2 ? low - all : low;
    }

    internal static BigInteger Clamp(BigInteger x, ScalarType type) => BigInteger.Max(type.MinValue, BigInteger.Min(type.MaxValue, x));

    internal static BigInteger Floor(BigInteger x, int bits)
    {
        var divisor = BigInteger.One << bits;
        var quotient = BigInteger.DivRem(x, divisor, out var rest);
        return rest < 0 ? quotient - 1 : quotient;
    }

    internal static BigInteger Round(BigInteger x, int bits) => Floor((2 * x) + (BigInteger.One << bits), bits + 1);

    internal static int LeadingZeros(BigInteger x, int width)
    {
        var zeros = 0;
        while (zeros < width && x < BigInteger.One << (width - zeros - 1))
            zeros++;
        return zeros;
    }

    /// <summary>Lanes cut into others: lane 0 lowest.</summary>
    internal static BigInteger[] Reinterpret(BigInteger[] lanes, int width, ScalarType to)
    {
        var bits = lanes.Select((l, i) => Wrap(l, new ScalarType(Math.Min(width, 63), false)) + (Wrap(Floor(l, 63), Language.Bool) * (width > 63 ? BigInteger.One << 63 : 0)) << (i * width)).Aggregate((x, y) => x + y);
        return [.. Enumerable.Range(0, lanes.Length * width / to.Width).Select(i => Wrap(bits >> (i * to.Width), to))];
    }
}

namespace Millrace.Models;

/// <summary>
/// Numbers of the standard normal distribution from <see cref="SplitMix64"/>, by the polar method (Marsaglia, Bray: A Convenient Method for
/// Generating Normal Variables, SIAM Review 6(3), 1964). They are the same on every machine: sums, products, quotients and square roots are
/// all that makes them, which IEEE 754 rounds alike everywhere.
/// </summary>
internal sealed class NormalNumbers(ulong seed)
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Sqrt2 = 1.41421356237309504880;

    private readonly SplitMix64 _random = new(seed);
    private double? _second; // they come in pairs

    public double Next()
    {
        if (_second is { } second)
        {
            _second = null;
            return second;
        }

        double x, y, square;
        do
        {
            (x, y) = (2 * _random.NextDouble() - 1, 2 * _random.NextDouble() - 1);
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);

        var factor = Math.Sqrt(-2 * Log(square) / square);
        _second = y * factor;
        return x * factor;
    }

    /// <summary>The natural logarithm of a positive normal number. <see cref="Math.Log(double)"/> is the system's and may differ in its
    /// last bit.</summary>
    internal static double Log(double value)
    {
        // value = m 2^e with m from 1/sqrt 2 to sqrt 2, and ln m = 2 artanh z = 2 (z + z^3/3 + z^5/5 + ...).
        var bits = BitConverter.DoubleToInt64Bits(value);
        var e = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (m > Sqrt2) (m, e) = (m / 2, e + 1);
        var z = (m - 1) / (m + 1);
        var (square, sum) = (z * z, 0.0);
        for (var power = 21; power >= 1; power -= 2) sum = sum * square + 1.0 / power;
        return e * Ln2 + 2 * z * sum;
    }
}

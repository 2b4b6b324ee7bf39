namespace Millrace.Models;

/// <summary>
/// exp(x) for x of at most 0, in additions and multiplications alone. <see cref="Math.Exp"/> is the C library's and differs between systems
/// in the last bit; one such bit could make a sampled text differ.
/// </summary>
internal static class PortableExp
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>exp(x), relative error below 1e-13: ln 2 is rounded once and taken up to 1075 times.</summary>
    public static double Evaluate(double x)
    {
        if (x < -745) return 0; // below the smallest double
        var power = Math.Floor(x / Ln2 + 0.5);
        var r = x - power * Ln2; // at most 0.35 in magnitude: 14 Taylor terms reach 1e-16
        var sum = 1.0;
        for (var n = 14; n >= 1; n--) sum = 1 + sum * r / n;
        return Math.ScaleB(sum, (int)power);
    }
}

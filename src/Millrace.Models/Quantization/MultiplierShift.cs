using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>Real factors as multiplier and shift: factor = m / 2^k with m below 2^17. All layers share the k of one kind of operator.</summary>
public static class MultiplierShift
{
    /// <summary>The largest k.</summary>
    public const int Max = 46;

    /// <summary>The largest k in 0..<see cref="Max"/> for which <c>ceil(factor * 2^k)</c> is below 2^17, and 0 if none is.</summary>
    /// <param name="largestFactor">The largest factor that has to fit, at least 0.</param>
    public static int For(double largestFactor)
    {
        var shift = Max;
        while (shift > 0 && Math.Ceiling(Math.ScaleB(largestFactor, shift)) > FixedPoint.MaxMultiplier)
            shift--;
        return shift;
    }

    /// <summary>The factors of all layers as multipliers with the shift that they share.</summary>
    public static (int[] Multipliers, int Shift) ForAll(IReadOnlyCollection<double> factors)
    {
        var shift = For(factors.Max());
        return ([.. factors.Select(f => Multiplier(f, shift))], shift);
    }

    /// <summary>m = round(factor * 2^k), clamped below 2^17: only a model that no shift suits reaches the clamp.</summary>
    public static int Multiplier(double factor, int shift) =>
        (int)Math.Clamp(Math.Floor(Math.ScaleB(factor, shift) + 0.5), 0, FixedPoint.MaxMultiplier);
}

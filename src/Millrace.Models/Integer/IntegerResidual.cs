namespace Millrace.Models.Integer;

/// <summary>The residual stream: entered by the embedding (<c>docs/arithmetic.md</c>, section 1), added to by every branch (section 6).</summary>
public static class IntegerResidual
{
    /// <summary>Width of the residual stream and of the logits.</summary>
    public const int Bits = 24;

    /// <summary><c>x' = sat(x + y, 24)</c>, element by element, in place.</summary>
    public static void Add(Span<int> x, ReadOnlySpan<int> y)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] = FixedPoint.Saturate((long)x[i] + y[i], Bits);
    }

    /// <summary><c>sat(floor((token + position) / scale + 0.5), 24)</c>, evaluated in double on the host.</summary>
    public static void Embed(ReadOnlySpan<float> token, ReadOnlySpan<float> position, double scale, Span<int> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            // Clamped as a double: a conversion to long is undefined beyond its range.
            var value = Math.Floor(((double)token[i] + position[i]) / scale + 0.5);
            x[i] = FixedPoint.Saturate((long)Math.Clamp(value, int.MinValue, int.MaxValue), Bits);
        }
    }
}

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
    public static void Embed(ReadOnlySpan<float> token, ReadOnlySpan<float> position, double scale, Span<int> x) =>
        Embed(token, position, [], scale, x);

    /// <summary>As <see cref="Embed(ReadOnlySpan{float}, ReadOnlySpan{float}, double, Span{int})"/> with the segment's embedding in the
    /// sum; empty for none.</summary>
    public static void Embed(
        ReadOnlySpan<float> token, ReadOnlySpan<float> position, ReadOnlySpan<float> segment, double scale, Span<int> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var sum = (double)token[i] + position[i] + (segment.IsEmpty ? 0 : segment[i]);
            // Clamped as a double: a conversion to long is undefined beyond its range.
            x[i] = FixedPoint.Saturate((long)Math.Clamp(Math.Floor(sum / scale + 0.5), int.MinValue, int.MaxValue), Bits);
        }
    }
}

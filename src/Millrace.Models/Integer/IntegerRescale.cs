using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>A change of scale (<c>docs/arithmetic.md</c>, section 10).</summary>
public static class IntegerRescale
{
    /// <summary><c>y = sat(rs(x * m, k), 8)</c>, element by element.</summary>
    /// <param name="rescale">Multiplier and shift.</param>
    /// <param name="x">Values Int(24).</param>
    /// <param name="y">Values Int(8), as many as x.</param>
    public static void Apply(QuantizedRescale rescale, ReadOnlySpan<int> x, Span<sbyte> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = (sbyte)FixedPoint.Rescale(x[i], rescale.Multiplier, rescale.Shift, 8);
    }
}

using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>The activation function (<c>docs/arithmetic.md</c>, section 5): a table of one entry for each of the 4096 inputs, then the layer's
/// own scale.</summary>
public static class IntegerActivation
{
    /// <summary><c>y = sat(rs(F[x + 2048] * m_a, k_a), 8)</c>, element by element.</summary>
    /// <param name="activation">Table, multiplier and shift.</param>
    /// <param name="x">Values Int(12).</param>
    /// <param name="y">Values Int(8), as many as x.</param>
    public static void Apply(QuantizedActivation activation, ReadOnlySpan<int> x, Span<sbyte> y)
    {
        ReadOnlySpan<short> table = activation.Table;
        for (var i = 0; i < x.Length; i++)
            y[i] = (sbyte)FixedPoint.Rescale(table[x[i] + QuantizedActivation.Entries / 2], activation.Multiplier, activation.Shift, 8);
    }
}

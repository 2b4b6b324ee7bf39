using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>The scales of one layer's attention (<c>docs/arithmetic.md</c>, section 4).</summary>
/// <param name="ScoreMultiplier">m_s in [0, 2^17): score unit to 1/1024 of a base-2 exponent.</param>
/// <param name="ScoreShift">k_s, 0 to 46, the same in all layers.</param>
/// <param name="ValueMultiplier">m_o in [0, 2^17): probability times value to the output's scale.</param>
/// <param name="ValueShift">k_o, 0 to 46, the same in all layers.</param>
/// <exception cref="ModelException">A value is outside its range.</exception>
public sealed record QuantizedAttention(int ScoreMultiplier, int ScoreShift, int ValueMultiplier, int ValueShift)
{
    /// <summary>The attention of all layers: they share the shifts.</summary>
    /// <param name="scores">For each layer what a unit of q times a unit of k adds to the exponent of softmax.</param>
    /// <param name="values">For each layer s_v / s_out.</param>
    internal static QuantizedAttention[] Build(IEnumerable<double> scores, IEnumerable<double> values)
    {
        var exponents = MultiplierShift.ForAll(
            [.. scores.Select(s => s * Math.Log2(Math.E) * (1 << ExponentialTable.ExponentFractionBits))]);
        var outputs = MultiplierShift.ForAll([.. values.Select(v => Math.ScaleB(v, -16))]);
        return [.. exponents.Multipliers.Zip(outputs.Multipliers, (score, value) =>
            new QuantizedAttention(score, exponents.Shift, value, outputs.Shift))];
    }

    /// <summary>m_s.</summary>
    public int ScoreMultiplier { get; } = Check.Range(ScoreMultiplier, 0, FixedPoint.MaxMultiplier, "score multiplier of attention");

    /// <summary>k_s.</summary>
    public int ScoreShift { get; } = Check.Range(ScoreShift, 0, MultiplierShift.Max, "score shift of attention");

    /// <summary>m_o.</summary>
    public int ValueMultiplier { get; } = Check.Range(ValueMultiplier, 0, FixedPoint.MaxMultiplier, "value multiplier of attention");

    /// <summary>k_o.</summary>
    public int ValueShift { get; } = Check.Range(ValueShift, 0, MultiplierShift.Max, "value shift of attention");
}

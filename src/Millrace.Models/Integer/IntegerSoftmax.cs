namespace Millrace.Models.Integer;

/// <summary>Softmax of one row of attention scores (<c>docs/arithmetic.md</c>, section 4): powers of two from a table, and a reciprocal of
/// their sum.</summary>
public static class IntegerSoftmax
{
    /// <summary>Turns scores into probabilities.</summary>
    /// <param name="scores">n values Int(32), 1 &lt;= n &lt; 2^17.</param>
    /// <param name="multiplier">m_s: score unit to 1/1024 of a base-2 exponent.</param>
    /// <param name="shift">k_s.</param>
    /// <param name="probabilities">n values UInt(16), 1.0 = 2^16 saturated to 65535.</param>
    public static void Apply(ReadOnlySpan<int> scores, int multiplier, int shift, Span<ushort> probabilities)
    {
        var sum = Exponentials(scores, multiplier, shift, probabilities);
        var h = FixedPoint.LeadingZeros(sum, 32);
        long r = ReciprocalTable.Lookup((int)((sum << h) >> 15));
        for (var j = 0; j < scores.Length; j++)
            probabilities[j] = (ushort)FixedPoint.SaturateUnsigned(FixedPoint.RoundShift(probabilities[j] * r, 32 - h), 16);
    }

    /// <summary>e[j] = 2^-t[j] with 15 fraction bits, t the distance to the largest score; returns their sum Z, at least 2^15.</summary>
    public static uint Exponentials(ReadOnlySpan<int> scores, int multiplier, int shift, Span<ushort> exponentials)
    {
        if (scores.Length is 0 or >= 1 << 17)
            throw new ArgumentException($"Softmax takes 1 to {(1 << 17) - 1} scores; given {scores.Length}.");

        var max = int.MinValue;
        foreach (var score in scores)
            max = Math.Max(max, score);

        uint sum = 0;
        for (var j = 0; j < scores.Length; j++)
        {
            var t = FixedPoint.SaturateUnsigned(FixedPoint.RoundShift(((long)max - scores[j]) * multiplier, shift), 15);
            var e = (ushort)ExponentialTable.Lookup((int)t);
            exponentials[j] = e;
            sum += e;
        }

        return sum;
    }
}

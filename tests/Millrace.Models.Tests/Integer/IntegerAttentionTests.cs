using CsCheck;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerAttentionTests
{
    private static readonly Gen<(int Heads, sbyte[] Q, sbyte[] K, sbyte[] V, int Positions)> Cases =
        from heads in Gen.Int[1, 3]
        from size in Gen.Int[1, 70]
        from positions in Gen.Int[1, 20]
        from extreme in Gen.Bool
        let value = extreme ? Gen.OneOf<sbyte>(-128, 127) : Gen.SByte
        from q in value.Array[heads * size]
        from k in value.Array[positions * heads * size]
        from v in value.Array[positions * heads * size]
        select (heads, q, k, v, positions);

    [Fact]
    public void Equals_the_specification() =>
        Gen.Select(Cases, Gen.Int[0, FixedPoint.MaxMultiplier], Gen.Int[0, 46], Gen.Int[0, FixedPoint.MaxMultiplier], Gen.Int[0, 46])
            .Sample((c, ms, ks, mo, ko) =>
            {
                var y = new sbyte[c.Q.Length];
                IntegerAttention.Apply(new QuantizedAttention(ms, ks, mo, ko), c.Heads, c.Q, c.K, c.V, c.Positions, y);
                Assert.Equal(Specification.Attention(c.Heads, c.Q, c.K, c.V, c.Positions, ms, ks, mo, ko), y);
            });

    // The bound of docs/arithmetic.md: at scales of one, the output is a mean of the values.
    [Fact]
    public void Errs_by_little_more_than_the_last_rounding() => Cases.Sample(c =>
    {
        const int ms = 100_000, ks = 22;
        var y = new sbyte[c.Q.Length];
        IntegerAttention.Apply(new QuantizedAttention(ms, ks, 1 << 16, 32), c.Heads, c.Q, c.K, c.V, c.Positions, y);
        int width = c.Q.Length, size = width / c.Heads;
        for (var first = 0; first < width; first += size)
        {
            var scores = Enumerable.Range(0, c.Positions)
                .Select(j => Enumerable.Range(first, size).Sum(i => (double)c.Q[i] * c.K[j * width + i])).ToArray();
            var e = scores.Select(s => Math.Pow(2, (s - scores.Max()) * ms / Math.Pow(2, ks) / 1024)).ToArray();
            for (var n = first; n < first + size; n++)
            {
                var real = Enumerable.Range(0, c.Positions).Sum(j => e[j] / e.Sum() * c.V[j * width + n]);
                var bound = 0.5 + 128 * (Math.Pow(2, -10) + 3 * c.Positions * Math.Pow(2, -16));
                Assert.InRange(y[n] - real, -bound, bound);
            }
        }
    });

    [Fact]
    public void Positions_beyond_the_given_number_are_not_seen()
    {
        sbyte[] keys = [1, 2, 3, 4, 100, 100], values = [5, 6, 7, 8, 127, 127];
        sbyte[] seen = new sbyte[2], alone = new sbyte[2];
        var attention = new QuantizedAttention(5000, 4, 65536, 32);
        IntegerAttention.Apply(attention, 1, [9, 9], keys, values, 2, seen);
        IntegerAttention.Apply(attention, 1, [9, 9], keys[..4], values[..4], 2, alone);
        Assert.Equal(alone, seen);
    }

    [Fact]
    public void Heads_must_divide_the_width() =>
        Assert.Equal(
            "A width of 5 cannot be split over 2 heads.",
            Assert.Throws<ArgumentException>(() =>
                IntegerAttention.Apply(new QuantizedAttention(1, 1, 1, 1), 2, new sbyte[5], new sbyte[5], new sbyte[5], 1, new sbyte[5])).Message);
}

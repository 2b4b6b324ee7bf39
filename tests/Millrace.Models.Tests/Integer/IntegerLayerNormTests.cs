using CsCheck;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerLayerNormTests
{
    private const int Top = (1 << 23) - 1, Bottom = -(1 << 23);

    private static readonly Gen<int[]> Rows = Gen.OneOf(
        Gen.Int[Bottom, Top].Array[1, 70],
        Gen.OneOf(Bottom, Top).Array[1, 70],
        Gen.Int[-3, 3].Array[1, 70],
        Gen.Select(Gen.Int[Bottom, Top], Gen.Int[1, 50]).Select((value, count) => Enumerable.Repeat(value, count).ToArray()));

    [Fact]
    public void Equals_the_specification() =>
        Gen.Select(Rows, Gen.Int[0, 40], Gen.OneOf(Gen.Long[1, 1000], Gen.Long[1, (1L << 61) - 1]), Gen.Bool).Sample((x, k, epsilon, extreme) =>
        {
            var random = new Random(x.Length + k);
            var g = x.Select(_ => extreme ? random.Next(2) == 0 ? -131071 : 131071 : random.Next(-131071, 131072)).ToArray();
            var o = x.Select(_ => extreme ? random.Next(2) == 0 ? int.MinValue : int.MaxValue : random.Next(-1000000, 1000000)).ToArray();
            var y = new sbyte[x.Length];
            IntegerLayerNorm.Apply(new QuantizedLayerNorm(x.Length, g, o, k, epsilon), x, y);
            Assert.Equal(Specification.LayerNorm(x, g, o, k, epsilon), y);
        });

    [Theory]
    [InlineData(8192, false)]
    [InlineData(8192, true)]
    [InlineData(8191, true)]
    [InlineData(4097, true)]
    public void Holds_at_the_largest_width_and_values(int width, bool opposed)
    {
        var x = Enumerable.Range(0, width).Select(i => opposed && i % 2 == 0 ? Bottom : Top).ToArray();
        if (!opposed)
            x[5] = Bottom;
        var g = Enumerable.Repeat(131071, width).ToArray();
        var o = new int[width];
        var y = new sbyte[width];
        IntegerLayerNorm.Apply(new QuantizedLayerNorm(width, g, o, 20, (1L << 61) - 1), x, y);
        Assert.Equal(Specification.LayerNorm(x, g, o, 20, (1L << 61) - 1), y);
    }

    // The bound of docs/arithmetic.md: half a unit of rounding, 2^-15 of the normalised part, and the mean's rounding.
    [Fact]
    public void Errs_by_little_more_than_the_last_rounding() =>
        Gen.Select(Gen.Int[2, 800], Gen.Int[0, int.MaxValue], Gen.Double[10, 20], Gen.Double[-4, 4]).Sample((d, seed, logDeviation, meanInDeviations) =>
        {
            var random = new Random(seed);
            var deviation = Math.Pow(2, logDeviation);
            var x = Enumerable.Range(0, d)
                .Select(_ => (int)Math.Clamp(deviation * (meanInDeviations + 2 * Math.Sqrt(3) * (random.NextDouble() - 0.5)), Bottom, Top)).ToArray();
            const int k = 24;
            var gainUnit = Math.Sqrt(d) * Math.Pow(2, k - 20);
            var g = x.Select(_ => (int)Math.Clamp(gainUnit * 100 * (random.NextDouble() - 0.5), -131071, 131071)).ToArray();
            var o = x.Select(_ => random.Next(-50 << k, 50 << k)).ToArray();
            var y = new sbyte[d];
            IntegerLayerNorm.Apply(new QuantizedLayerNorm(d, g, o, k, 7), x, y);

            var mean = x.Average();
            var root = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) + 7);
            if (root < Math.Sqrt(d) * 512)
                return; // two or three values that happen to lie close together
            for (var n = 0; n < d; n++)
            {
                double z = (x[n] - mean) / root, unit = g[n] * Math.Pow(2, 20 - k);
                var real = z * unit + o[n] * Math.Pow(2, -k);
                var bound = 0.5 + Math.Abs(unit) * (Math.Abs(z) * Math.Pow(2, -15) + (0.5 + Math.Abs(mean) * Math.Pow(2, -16)) / root + Math.Pow(2, -20));
                Assert.InRange(y[n] - Math.Clamp(real, -128, 127), -bound, bound);
            }
        }, iter: 300);

    [Fact]
    public void Constant_rows_give_the_offset()
    {
        var y = new sbyte[4];
        IntegerLayerNorm.Apply(
            new QuantizedLayerNorm(4, [500, 500, 500, 500], [1 << 20, 2 << 20, -3 * (1 << 20), 0], 20, 1), [4000000, 4000000, 4000000, 4000000], y);
        Assert.Equal([1, 2, -3, 0], y.Select(v => (int)v));
    }
}

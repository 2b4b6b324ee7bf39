using CsCheck;
using Millrace.Models.Integer;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerSoftmaxTests
{
    private static readonly Gen<int[]> Scores = Gen.OneOf(
        Gen.Int[-100000, 100000].Array[1, 80], Gen.Int.Array[1, 20], Gen.OneOf(int.MinValue, int.MaxValue, 0).Array[1, 20]);

    [Fact]
    public void Equals_the_specification() =>
        Gen.Select(Scores, Gen.Int[0, FixedPoint.MaxMultiplier], Gen.Int[0, 46]).Sample((scores, multiplier, shift) =>
        {
            var p = new ushort[scores.Length];
            IntegerSoftmax.Apply(scores, multiplier, shift, p);
            Assert.Equal(Specification.Softmax(scores, multiplier, shift), p.Select(v => (int)v));
        });

    // The bound of docs/arithmetic.md for n scores whose exponentials sum to Z.
    [Fact]
    public void Errs_within_its_bound() =>
        Gen.Select(Gen.Int[-20000, 20000].Array[1, 1024], Gen.Int[1 << 14, FixedPoint.MaxMultiplier], Gen.Int[17, 24]).Sample((scores, multiplier, shift) =>
        {
            var p = new ushort[scores.Length];
            IntegerSoftmax.Apply(scores, multiplier, shift, p);
            var e = scores.Select(s => Math.Pow(2, Math.ScaleB(-((double)scores.Max() - s) * multiplier, -shift) / 1024)).ToArray();
            var z = e.Sum();
            for (var j = 0; j < e.Length; j++)
            {
                var bound = e[j] / z * (Math.Pow(2, -10) + e.Length * Math.Pow(2, -15) / z) + Math.Pow(2, -15) / z + Math.Pow(2, -16);
                Assert.InRange(p[j] / 65536.0 - e[j] / z, -bound, bound);
            }
        });

    [Fact]
    public void One_score_takes_all()
    {
        var p = new ushort[1];
        IntegerSoftmax.Apply([-12345], 1000, 10, p);
        Assert.Equal(65535, p[0]);
    }

    [Fact]
    public void Equal_scores_share_alike()
    {
        var p = new ushort[1000];
        IntegerSoftmax.Apply(new int[1000], 1000, 10, p);
        Assert.All(p, v => Assert.InRange(v, 65, 66));
    }

    [Fact]
    public void No_scores_are_refused() =>
        Assert.Equal(
            "Softmax takes 1 to 131071 scores; given 0.",
            Assert.Throws<ArgumentException>(() => IntegerSoftmax.Apply([], 1, 1, [])).Message);
}

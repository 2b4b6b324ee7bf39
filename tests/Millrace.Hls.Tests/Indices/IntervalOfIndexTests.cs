using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>The limits of an index expression hold every value it takes; they set the widths of counters and addresses.</summary>
public class IntervalOfIndexTests
{
    [Fact]
    public void LimitsHoldEveryValue()
    {
        var (values, tight) = (0, 0);
        Samples.Check(Gen.Int, 400, seed =>
        {
            var random = new Random(seed);
            var (n, m) = (new Argument("n", 6, 1), new Argument("m", 3));
            LoopIndex[] loops = [];
            Process.Define("p", p => p.Loop("a", n, a => p.Loop("b", m + 2, b => loops = [a, b])));
            var expression = Make(random, [.. loops, n, m], 4);
            var (least, most) = (long.MaxValue, long.MinValue);
            for (var nValue = 1; nValue <= 6; nValue++)
            {
                for (var mValue = 0; mValue <= 3; mValue++)
                {
                    var arguments = new Dictionary<string, long> { ["n"] = nValue, ["m"] = mValue };
                    foreach (var (a, b) in from a in Enumerable.Range(0, nValue) from b in Enumerable.Range(0, mValue + 2) select (a, b))
                    {
                        var value = IndexMath.Value(expression, l => l == loops[0] ? a : b, arguments);
                        (least, most, values) = (Math.Min(least, value), Math.Max(most, value), values + 1);
                    }
                }
            }

            Assert.True(expression.Minimum <= least && most <= expression.Maximum, $"{expression} takes {least} to {most}, not {expression.Minimum} to {expression.Maximum}");
            tight += expression.Minimum == least && expression.Maximum == most ? 1 : 0;
        });
        Assert.True(values > 10_000 && tight > 150, $"{values} values, {tight} exact limits");
    }

    [Fact]
    public void ConstantsFold()
    {
        IndexExpression seven = 7;
        Assert.Equal(["10", "4", "21", "3", "4", "7", "1"], new[] { seven + 3, seven - 3, seven * 3, IndexExpression.Min(seven, 3), seven.CeilingDivide(2), IndexExpression.Max(seven, 3), seven.Modulo(3) }.Select(e => e.ToString()));
        Assert.Equal("-3", ((IndexExpression)(-7)).CeilingDivide(2).ToString());
        Assert.Equal("-4", ((IndexExpression)(-7)).Divide(2).ToString());
        Assert.Equal("1", ((IndexExpression)(-7)).Modulo(2).ToString());
    }

    [Fact]
    public void ExpressionsReadLikeArithmetic()
    {
        var (n, m) = (new Argument("n"), new Argument("m"));
        Assert.Equal("min((n + (m * 3)), ceil(n / 4))", IndexExpression.Min(n + (m * 3), n.CeilingDivide(4)).ToString());
        Assert.Equal("(n < m and not ((n - 1) == m))", ((n < m) & !(n - 1).Is(m)).ToString());
    }

    private static IndexExpression Make(Random random, IndexExpression[] leaves, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
            return random.Next(4) == 0 ? random.Next(-3, 5) : leaves[random.Next(leaves.Length)];
        var (a, b, k) = (Make(random, leaves, depth - 1), Make(random, leaves, depth - 1), random.Next(1, 5));
        return random.Next(8) switch
        {
            0 => a - b,
            1 => a * b,
            2 => IndexExpression.Min(a, b),
            3 => IndexExpression.Max(a, b),
            4 => a.CeilingDivide(k),
            5 => a.Divide(k),
            6 => a.Modulo(k),
            _ => a + b,
        };
    }
}

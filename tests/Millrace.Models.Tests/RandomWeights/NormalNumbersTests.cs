namespace Millrace.Models.Tests.RandomWeights;

public sealed class NormalNumbersTests
{
    [Fact]
    public void They_are_normal()
    {
        var random = new NormalNumbers(3);
        var x = Enumerable.Range(0, 200_000).Select(_ => random.Next()).ToArray();
        Assert.Equal(0, x.Average(), 0.01);
        Assert.Equal(1, x.Average(v => v * v), 0.02);
        Assert.Equal(0, x.Average(v => v * v * v), 0.03);
        Assert.Equal(3, x.Average(v => v * v * v * v), 0.1);
        foreach (var (limit, within) in new[] { (1.0, 0.6827), (2.0, 0.9545), (3.0, 0.9973) })
            Assert.Equal(within, x.Count(v => Math.Abs(v) < limit) / (double)x.Length, 0.005);
        // Neighbours of a pair, and of two pairs, are independent.
        foreach (var step in new[] { 1, 2 }) Assert.Equal(0, x.Skip(step).Zip(x, (a, b) => a * b).Average(), 0.01);
    }

    [Fact]
    public void The_logarithm_is_exact_to_the_last_bits()
    {
        var random = new SplitMix64(5);
        for (var i = 0; i < 10_000; i++)
        {
            var value = random.NextDouble() * Math.ScaleB(1, -i % 100);
            if (value > 0) Assert.Equal(1, NormalNumbers.Log(value) / Math.Log(value), 1e-15);
        }

        Assert.Equal(0, NormalNumbers.Log(1));
        var below = Math.BitDecrement(1);
        Assert.Equal(1, NormalNumbers.Log(below) / Math.Log(below), 1e-15);
    }
}

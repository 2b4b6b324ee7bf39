using System.Numerics;
using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>Rates from bandwidths.</summary>
public class OffChipTimingTests
{
    [Theory]
    [InlineData(64, 19_200_000_000, 300_000_000, 1, 1)] // exactly one word a cycle
    [InlineData(64, 38_400_000_000, 300_000_000, 1, 1)] // more than one: still one
    [InlineData(64, 9_600_000_000, 300_000_000, 2, 1)]
    [InlineData(64, 14_400_000_000, 300_000_000, 4, 3)]
    [InlineData(32, 13_270_000_000, 450_000_000, 1440, 1327)]
    [InlineData(64, 1, 300_000_000, 19_200_000_000, 1)] // slower than any counter's resolution
    public void FromBandwidth(int wordBytes, long bytesPerSecond, long clock, long numerator, long denominator)
    {
        var timing = OffChipTiming.FromBandwidth(wordBytes, bytesPerSecond, clock, 100, 50);
        Assert.Equal(new OffChipTiming(100, 50, numerator, denominator), timing);
    }

    [Fact]
    public void TheRateIsNeverHigherThanTheBandwidthAndHardlyLower() => Samples.Check(
        Gen.Select(Gen.Int[1, 4096], Gen.Long[1, 2_000_000_000_000], Gen.Long[1_000_000, 1_000_000_000]), 2000, s =>
        {
            var (word, bandwidth, clock) = s;
            var timing = OffChipTiming.FromBandwidth(word, bandwidth, clock);
            var (n, d) = ((BigInteger)timing.CyclesNumerator, (BigInteger)timing.CyclesDenominator);
            Assert.True(d >= 1 && n >= d, "never more than a word a cycle");
            if ((BigInteger)word * clock <= bandwidth)
            {
                Assert.Equal(BigInteger.One, n);
                return;
            }

            // Cycles a word: n / d >= word * clock / bandwidth, and at most a thousandth more.
            Assert.True(n * bandwidth >= d * word * clock, $"{timing} is faster than the memory");
            Assert.True(n * bandwidth * 1000 <= d * word * clock * 1001, $"{timing} is slower than the memory");
        });
}

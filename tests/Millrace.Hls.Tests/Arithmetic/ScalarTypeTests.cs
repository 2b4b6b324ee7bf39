using System.Numerics;
using CsCheck;

namespace Millrace.Hls.Tests;

/// <summary>Number types and their ranges.</summary>
public class ScalarTypeTests
{
    [Theory]
    [InlineData(0, 0, "Bool")]
    [InlineData(0, 1, "Bool")]
    [InlineData(0, 2, "UInt(2)")]
    [InlineData(5, 255, "UInt(8)")]
    [InlineData(0, 256, "UInt(9)")]
    [InlineData(-1, -1, "Int(1)")]
    [InlineData(-1, 0, "Int(1)")]
    [InlineData(-1, 1, "Int(2)")]
    [InlineData(-128, 127, "Int(8)")]
    [InlineData(-128, 128, "Int(9)")]
    [InlineData(-129, 0, "Int(9)")]
    [InlineData(0, long.MaxValue, "UInt(63)")]
    [InlineData(-1, long.MaxValue, "Int(64)")]
    [InlineData(long.MinValue, long.MinValue, "Int(64)")]
    public void TheNarrowestTypeOfARange(long minimum, long maximum, string type) => Assert.Equal(type, ScalarType.ForRange(minimum, maximum).ToString());

    [Fact]
    public void ForRangeHoldsTheRangeAndNoNarrowerTypeDoes() => Samples.Check(Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 63]), 2000, s =>
    {
        var (a, b) = (s.Item1 >> s.Item3, s.Item2 >> s.Item3);
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        var type = ScalarType.ForRange(low, high, 3);
        Assert.Equal((low < 0, 3), (type.Signed, type.Fraction));
        Assert.True(type.Holds(low) && type.Holds(high));
        if (type.Width > 1)
            Assert.True(new ScalarType(type.Width - 1, type.Signed) is var narrower && !(narrower.Holds(low) && narrower.Holds(high)));
    });

    [Fact]
    public void RangesAreThoseOfTheirBits()
    {
        for (var width = 1; width <= 64; width++)
        {
            var signed = new ScalarType(width, true);
            Assert.Equal((-(BigInteger.One << (width - 1)), (BigInteger.One << (width - 1)) - 1), (signed.MinValue, signed.MaxValue));
            if (width > 63)
                continue;
            var unsigned = new ScalarType(width, false);
            Assert.Equal((0, (BigInteger.One << width) - 1), (unsigned.MinValue, (BigInteger)unsigned.MaxValue));
        }
    }

    [Theory]
    [InlineData(8, true, 0, "Int(8)")]
    [InlineData(8, false, 0, "UInt(8)")]
    [InlineData(1, false, 0, "Bool")]
    [InlineData(1, true, 0, "Int(1)")]
    [InlineData(16, true, 8, "Fixed(16, 8)")]
    [InlineData(1, false, 1, "UFixed(1, 1)")]
    public void AreWrittenAsTheyAreMade(int width, bool signed, int fraction, string text) => Assert.Equal(text, new ScalarType(width, signed, fraction).ToString());
}

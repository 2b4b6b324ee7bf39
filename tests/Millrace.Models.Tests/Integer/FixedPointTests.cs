using CsCheck;
using Millrace.Models.Integer;

namespace Millrace.Models.Tests.Integer;

public sealed class FixedPointTests
{
    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(5, 1, 3)]
    [InlineData(-5, 1, -2)]
    [InlineData(-6, 2, -1)]
    [InlineData(6, 2, 2)]
    [InlineData(1, 62, 0)]
    public void Halves_are_rounded_up(long x, int shift, long expected) => Assert.Equal(expected, FixedPoint.RoundShift(x, shift));

    [Fact]
    public void All_four_equal_the_specification() =>
        Gen.Select(Gen.Long[-(1L << 61), 1L << 61], Gen.Int[0, 62], Gen.Int[1, 32]).Sample((x, shift, bits) =>
        {
            Assert.Equal(Specification.Rs(x, shift), FixedPoint.RoundShift(x, shift));
            Assert.Equal(Specification.Sat(x >> shift, bits), FixedPoint.Saturate(x >> shift, bits));
            Assert.Equal(Specification.SatU(x >> shift, bits), FixedPoint.SaturateUnsigned(x >> shift, bits));
            var v = (ulong)Math.Abs(x) >> shift;
            Assert.Equal(Specification.Lz(v, 62), FixedPoint.LeadingZeros(v, 62));
        });

    [Fact]
    public void Zero_has_all_its_zeros() => Assert.Equal(32, FixedPoint.LeadingZeros(0, 32));
}

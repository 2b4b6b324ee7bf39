using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>DSP slices of products, by hand.</summary>
public class MultiplierTests
{
    [Theory]
    [InlineData(27, 18, 1)]
    [InlineData(18, 27, 1)]
    [InlineData(28, 18, 2)] // 26 + 2 bits.
    [InlineData(27, 19, 2)]
    [InlineData(33, 18, 2)] // Yosys: 2.
    [InlineData(26, 26, 2)] // 17 + 9 bits.
    [InlineData(35, 35, 4)] // 17 + 18 by 26 + 9.
    [InlineData(54, 36, 8)] // 17 + 17 + 17 + 3 by 26 + 10; the other way round 3 x 3.
    public void AProductIsCut(int a, int b, int slices) => Assert.Equal(slices, MultiplierRules.Slices(a, b));

    [Fact]
    public void TwoBytesShareASlice()
    {
        Assert.Equal(8 * 8 * 16 / 2, Dots(Int(8), 8, 8, 16).Dsp);
        Assert.Equal(2, Dots(Int(8), 3, 1, 1).Dsp);
        Assert.Equal(16, Dots(Int(8), 1, 1, 16).Dsp); // Nothing is shared.
        Assert.Equal(8 * 8 * 16, Dots(Int(9), 8, 8, 16).Dsp);
        Assert.Equal(8 * 8 * 16 / 2, Dots(Int(4), 8, 8, 16).Dsp);
        Assert.Equal(new ResourceUse(8 * 8 * 9, 8 * 8 * 6, 0, 0, 0), Dots(Int(3), 8, 8, 1));
    }

    [Fact]
    public void ATreeIsTablesBeyondItsFirstLevel()
    {
        // 16 products of 16 bits: 8 sums of 17 bits come out of the cascade; 4 of 18, 2 of 19, 1 of 20 are made in tables.
        Assert.Equal(new ResourceUse((4 * 17) + (2 * 18) + 19, (4 * 18) + (2 * 19) + 20, 16, 0, 0), Dots(Int(8), 1, 1, 16));
        // Three: a pair of 17 bits and one that is left, added once, for both columns; three slices of two products.
        Assert.Equal(new ResourceUse(2 * 17, 2 * 18, 3, 0, 0), Dots(Int(8), 1, 2, 3));
    }

    [Fact]
    public void AVectorByAScalarSharesTheScalar()
    {
        Assert.Equal(4, Product(Vec(Int(8), 8), Int(8)).Dsp);
        Assert.Equal(8, Product(Vec(Int(8), 8), Vec(Int(8), 8)).Dsp);
        Assert.Equal(8, Product(Vec(UInt(16), 8), Vec(UInt(18), 8)).Dsp);
        Assert.Equal(16, Product(Vec(Int(33), 8), Vec(UInt(17), 8)).Dsp);
    }

    /// <summary>As Yosys maps them: one slice and nothing else; 32 by 32 bits by four slices, an adder of 38 bits and registers of 64 and
    /// twice 17.</summary>
    [Theory]
    [InlineData(27, 18, 45, 3, 0, 0, 1)]
    [InlineData(27, 18, 45, 4, 0, 45, 1)]
    [InlineData(32, 32, 64, 5, 38, 98, 4)]
    [InlineData(27, 35, 62, 4, 0, 17, 2)]
    [InlineData(12, 52, 64, 5, 38, 64 + 64, 2)]
    [InlineData(58, 6, 64, 5, 38 + 12, 64 + 12 + 64, 3)]
    public void PiecesAreAddedByTheCascadeAndByTables(int a, int b, int product, int latency, long lut, long flipFlop, long dsp) =>
        Assert.Equal(new ResourceUse(lut, flipFlop, dsp, 0, 0), MultiplierRules.Products(1, a, b, product, latency));

    [Fact]
    public void APowerOfTwoTakesNone() => Assert.Equal(0, Estimates.Of(p =>
        p.Out("y", Int(16)).Write(p.In("x", Int(8)).Read() * 64)).Dsp);

    private static ResourceUse Dots(ScalarType type, int rows, int columns, int depth)
    {
        var bits = OperationResources.SignedWidth(type);
        var product = BinaryValue.ResultType(BinaryOperation.Multiply, type, type).Width;
        return MultiplierRules.Dots(rows, columns, depth, bits, bits, product, 1);
    }

    private static ResourceUse Product(HardwareType a, HardwareType b) => Estimates.Of(p =>
    {
        var product = p.In("a", a).Read() * p.In("b", b).Read();
        p.Out("y", product.Type).Write(product);
    });
}

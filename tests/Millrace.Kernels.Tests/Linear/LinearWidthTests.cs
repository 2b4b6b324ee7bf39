using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class LinearWidthTests : KernelTests<LinearWidthParameters>
{
    private static readonly LinearShape Shape = LinearWidthParameters.Sets["W4A8 from memory"].Shape;

    [Fact]
    public void Widths_of_8_bits_are_those_of_before()
    {
        var shape = Shape with { Weight = Int(8) };
        Assert.Equal((Int(32), shape.WeightWord, Vec(Int(8), 2)), (shape.Sum, shape.MemoryWord, shape.InputWord));
    }

    // 2^16 products of -2^15 and -2^7 are 2^38.
    [Fact]
    public void Sums_hold_the_largest_products() =>
        Assert.Equal(Int(40), (Shape with { Inputs = 1 << 16, Input = Int(16), Weight = Int(8) }).Sum);

    [Theory]
    [InlineData(8, 8, 32)]
    [InlineData(8, 4, 32)]
    [InlineData(9, 8, 64)]
    [InlineData(16, 4, 64)]
    public void Slices_take_two_products_of_at_most_8_bits(int inputBits, int weightBits, int slices)
    {
        var shape = Shape with { InputLanes = 16, OutputLanes = 4, Tiling = Shape.Tiling with { TileRows = 1 } };
        var array = Process.Define("dots", p =>
        {
            var x = p.In("x", Vec(Int(inputBits), shape.InputLanes));
            var w = p.In("w", Vec(Int(weightBits), shape.InputLanes * shape.OutputLanes));
            var y = p.Out("y", Vec(Int(40), shape.OutputLanes));
            p.Loop("i", 4, _ => y.Write(OuterDot(x.Read(), w.Read(), 1, shape.OutputLanes)));
        });
        Assert.Equal(slices, ResourceEstimator.Estimate(Design.Of(Network.Of(array))).Total.Dsp);
    }

    [Theory]
    [InlineData("kernel 'linear': 'input' is 3; a signed integer of 4 to 16 bits is needed", 3, 4)]
    [InlineData("kernel 'linear': 'input' is 17; a signed integer of 4 to 16 bits is needed", 17, 4)]
    [InlineData("kernel 'linear': 'weight' is 1; a signed integer of 2 to 8 bits is needed", 8, 1)]
    [InlineData("kernel 'linear': 'weight' is 9; a signed integer of 2 to 8 bits is needed", 8, 9)]
    [InlineData("kernel 'linear': 'input_lanes' is 16; a multiple of the 2 lanes and at least 22 is needed", 8, 3)]
    public void Wrong_widths_are_refused(string message, int inputBits, int weightBits) =>
        Assert.Equal(message, Refusal.Of(() => (Shape with { Input = Int(inputBits), Weight = Int(weightBits) }).Validate()));

    [Fact]
    public void Weights_that_do_not_fill_bytes_are_refused() => Assert.Equal(
        "kernel 'linear': 'output_lanes' is 2; 22 input lanes of weights of 3 bits must fill whole bytes",
        Refusal.Of(() => (Shape with { Weight = Int(3), Inputs = 44, InputLanes = 22 }).Validate()));
}

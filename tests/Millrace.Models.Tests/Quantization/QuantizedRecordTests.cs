using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Quantization;

public sealed class QuantizedRecordTests
{
    [Fact]
    public void Lengths_must_suit_the_shape()
    {
        Assert.Equal("There must be 6 weights of a linear layer, but 5 were given.", Error(() => Linear(weights: 5)));
        Assert.Equal("There must be 2 biases of a linear layer, but 3 were given.", Error(() => Linear(bias: 3)));
        Assert.Equal(
            "There must be 4096 entries of an activation table, but 10 were given.",
            Error(() => new QuantizedActivation(new short[10], 1, 1)));
    }

    [Fact]
    public void Values_must_lie_in_their_range()
    {
        Assert.Equal("The shift of a linear layer must lie in 0..46, but 47 was given.", Error(() => Linear(shift: 47)));
        Assert.Equal("The inputs of a linear layer must lie in 1..65536, but 0 was given.",
            Error(() => new QuantizedLinear(0, 1, [], [0], [0], 0, 8)));
        Assert.Equal("Each value of a multiplier must lie in 0..131071, but number 1 is 131072.", Error(() => Linear(multiplier: 131072)));
        Assert.Equal("The epsilon of a LayerNorm must lie in 1..2305843009213693951, but 0 was given.",
            Error(() => new QuantizedLayerNorm(1, [1], [1], 20, 0)));
        Assert.Equal("The value shift of attention must lie in 0..46, but -1 was given.", Error(() => new QuantizedAttention(1, 1, 1, -1)));
        Assert.Equal("The output bits of a LayerNorm must lie in 2..24, but 25 was given.",
            Error(() => new QuantizedLayerNorm(1, [1], [1], 20, 1, 25)));
        Assert.Equal("The multiplier of a change of scale must lie in 0..131071, but 131072 was given.",
            Error(() => new QuantizedRescale(131072, 0)));
        Assert.Equal("The shift of a change of scale must lie in 0..46, but 47 was given.", Error(() => new QuantizedRescale(1, 47)));
    }

    [Theory]
    [InlineData(0, 46, 0)]
    [InlineData(131071, 0, 131071)]
    [InlineData(131072, 0, 131071)]
    [InlineData(1.0, 16, 65536)]
    [InlineData(1e-12, 46, 70)]
    public void Shift_is_the_largest_that_leaves_room(double factor, int shift, int multiplier)
    {
        Assert.Equal(shift, MultiplierShift.For(factor));
        Assert.Equal(multiplier, MultiplierShift.Multiplier(factor, shift));
    }

    private static QuantizedLinear Linear(int weights = 6, int bias = 2, int multiplier = 1, int shift = 3) =>
        new(3, 2, new sbyte[weights], new int[bias], [1, multiplier], shift, 8);

    private static string Error(Func<object> action) => Assert.Throws<ModelException>(action).Message;
}

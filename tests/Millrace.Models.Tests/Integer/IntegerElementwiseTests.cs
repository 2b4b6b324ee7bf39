using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerElementwiseTests
{
    public static TheoryData<string> Functions => [.. ActivationFunction.Names];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Activation_errs_by_little_more_than_half_a_unit(string name)
    {
        var function = ActivationFunction.Parse(name);
        const double inputScale = 6.0 / 2047;
        var outputScale = ActivationTable.Largest(function, inputScale) / 32767;
        var largest = outputScale * 32767 / 127;
        var shift = MultiplierShift.For(outputScale / largest);
        var activation = new QuantizedActivation(
            ActivationTable.Build(function, inputScale, outputScale), MultiplierShift.Multiplier(outputScale / largest, shift), shift);
        var x = Enumerable.Range(-2048, 4096).ToArray();
        var y = new sbyte[x.Length];
        IntegerActivation.Apply(activation, x, y);
        for (var i = 0; i < x.Length; i++)
            Assert.InRange(y[i] - function.Evaluate(x[i] * inputScale) / largest, -0.504, 0.504);
    }

    [Fact]
    public void Residual_add_saturates()
    {
        int[] x = [8388607, -8388608, 5];
        IntegerResidual.Add(x, [1, -1, -7]);
        Assert.Equal([8388607, -8388608, -2], x);
    }

    [Fact]
    public void Embedding_rounds_half_up_and_saturates()
    {
        var x = new int[5];
        IntegerResidual.Embed([0.25f, -0.75f, 1e30f, -1e30f, 0.5f], [0.5f, 0, 0, 0, 0.5f], 0.5, x);
        Assert.Equal([2, -1, 8388607, -8388608, 2], x);
    }
}

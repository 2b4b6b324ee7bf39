namespace Millrace.Models.Tests;

public sealed class ActivationFunctionTests
{
    public static TheoryData<string> Names => [.. ActivationFunction.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_its_definition(string name)
    {
        var f = ActivationFunction.Parse(name);
        for (var x = -12.0; x <= 12; x += 0.0625)
            Assert.Equal(Gpt2Oracle.Activate(name, x), f.Evaluate(x), 2e-13);
    }

    // Values of erf(x / sqrt 2) from Abramowitz and Stegun, table 7.1, through gelu(x) = x/2 (1 + erf(x / sqrt 2)).
    [Theory]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    public void The_error_function_has_its_published_values(double x, double erf) => Assert.Equal(erf, ErrorFunction.Evaluate(x), 3e-16);

    [Fact]
    public void The_error_function_is_odd_and_reaches_one()
    {
        Assert.Equal(-ErrorFunction.Evaluate(0.3), ErrorFunction.Evaluate(-0.3));
        Assert.Equal(1, ErrorFunction.Evaluate(6));
        Assert.Equal(-1, ErrorFunction.Evaluate(double.NegativeInfinity));
        Assert.True(double.IsNaN(ErrorFunction.Evaluate(double.NaN)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stays_finite_far_out(string name)
    {
        var f = ActivationFunction.Parse(name);
        Assert.True(double.IsFinite(f.Evaluate(1e6)));
        Assert.True(double.IsFinite(f.Evaluate(-1e6)));
    }

    [Fact]
    public void Two_of_a_name_are_equal() => Assert.Equal(ActivationFunction.Parse("gelu"), ActivationFunction.Parse("gelu"));

    [Fact]
    public void Refuses_an_unknown_name() => Assert.Equal(
        "activation_function is \"prelu\", which is not supported; supported are gelu, gelu_10, gelu_accurate, "
        + "gelu_fast, gelu_new, gelu_python, "
        + "gelu_python_tanh, gelu_pytorch_tanh, hardswish, laplace, leaky_relu, linear, mish, quick_gelu, relu, "
        + "relu2, relu6, sigmoid, silu, "
        + "sqrtsoftplus, swish, tanh.",
        Refusal.Of(() => ActivationFunction.Parse("prelu")));
}

using Millrace.Hls;
using Millrace.Models;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class ActivationWidthsTests : KernelTests<ActivationWidthsParameters>
{
    // The names that Models has for the curves, whose own evaluation is the oracle.
    public static TheoryData<string, string, int, int> Curves
    {
        get
        {
            var data = new TheoryData<string, string, int, int>();
            foreach (var (curve, name) in new[] { ("gelu_erf", "gelu"), ("gelu_tanh", "gelu_new"), ("relu", "relu"), ("silu", "silu") })
            {
                foreach (var (input, output) in new[] { (4, 4), (8, 8), (12, 16), (16, 16) })
                    data.Add(curve, name, input, output);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Every_input_of_an_exact_table_gives_the_nearest_output(string curve, string name, int input, int output)
    {
        var p = new ActivationWidthsParameters(input, output, null, 16, 1);
        var inputScale = 8.0 / Int(input).MaxValue;
        var scale = ActivationCurve.Scale(curve, p.Shape.Input, inputScale, p.Shape.Entry);
        var x = Enumerable.Range((int)Int(input).MinValue, 1 << input).Select(v => (long)v).ToArray();
        var y = KernelRun.Launch(
            p.Define(ActivationCurve.Table(curve, p.Shape.Input, inputScale, p.Shape.Entry, scale)),
            KernelRun.Arguments(("words", x.Length / 16)), KernelRun.Elements(("x", x)))["y"];
        var function = ActivationFunction.Parse(name);
        for (var i = 0; i < x.Length; i++)
            Assert.InRange(y[i] - (function.Evaluate(x[i] * inputScale) / scale), -0.5 - 1e-8, 0.5 + 1e-8);
    }

    [Fact]
    public void A_word_more_costs_a_cycle_of_each_pass()
    {
        var design = Design.Of(new ActivationWidthsParameters(8, 8, null, 4, 3).Define(new short[256]));
        Assert.Equal(3, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    [Fact]
    public void An_unknown_curve_is_refused() => Assert.Equal(
        "kernel 'activation': 'function' is tan; one of gelu_erf, gelu_tanh, relu, silu is needed",
        Refusal.Of(() => ActivationCurve.Evaluate("tan", 1)));
}

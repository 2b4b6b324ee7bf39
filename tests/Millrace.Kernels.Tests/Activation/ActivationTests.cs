using Millrace.Hls;
using Millrace.Models;
using Millrace.Models.Quantization;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class ActivationTests : KernelTests<ActivationParameters>
{
    public static TheoryData<string> Functions => [.. ActivationFunction.Names];

    // docs/arithmetic.md: 0.504 for an Int(12) input taken as exact; here every one of them.
    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_input_errs_by_little_more_than_half_a_unit(string name)
    {
        var function = ActivationFunction.Parse(name);
        var (table, scale) = ActivationParameters.TableOf(name);
        var largest = scale * 32767 / 127;
        var shift = MultiplierShift.For(scale / largest);
        var x = Enumerable.Range(-2048, 4096).Select(v => (long)v).ToArray();
        var y = KernelRun.Launch(
            new ActivationParameters(name, shift, 16, 1).Define(table), KernelRun.Arguments(("words", 256)),
            KernelRun.Elements(("x", x), ("multiplier", [MultiplierShift.Multiplier(scale / largest, shift)])))["y"];
        for (var i = 0; i < x.Length; i++)
            Assert.InRange(y[i] - (function.Evaluate(x[i] * ActivationParameters.InputScale) / largest), -0.504, 0.504);
    }

    [Fact]
    public void A_word_more_costs_a_cycle()
    {
        var design = Design.Of(new ActivationParameters("", 5, 4, 3).Define(new short[4096]));
        Assert.Equal(3, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    private static ActivationShape Right => new() { Shift = 5, Lanes = 4, Passes = 1, Words = 1 };

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'activation': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'activation': 'shift' is -1; 0 to 62 is allowed", s => s with { Shift = -1 } },
        { "kernel 'activation': 'shift' is 63; 0 to 62 is allowed", s => s with { Shift = 63 } },
        { "kernel 'activation': 'input' is 3; a signed integer of 4 to 16 bits is needed", s => s with { Input = Int(3) } },
        { "kernel 'activation': 'input' is 17; a signed integer of 4 to 16 bits is needed", s => s with { Input = Int(17) } },
        { "kernel 'activation': 'input' is 12; a signed integer of 4 to 16 bits is needed", s => s with { Input = UInt(12) } },
        { "kernel 'activation': 'output' is 17; a signed integer of 4 to 16 bits is needed", s => s with { Output = Int(17) } },
        { "kernel 'activation': 'table' is 4096; 1024 entries are needed", s => s with { Input = Int(10) } },
    };

    public delegate ActivationShape WrongShape(ActivationShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_parameters_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => Activation.Define(wrong(Right), new short[4096])));
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class GatedProductTests : KernelTests<GatedProductParameters>
{
    // docs/arithmetic.md: half a unit, and half a unit of the table by what it is multiplied with.
    [Theory]
    [InlineData(8, 8, 0.51)]
    [InlineData(16, 12, 0.6)]
    public void Silu_of_the_gate_times_up_errs_within_its_bound(int up, int output, double most)
    {
        const double gateScale = 6.0 / 2047;
        const int shift = 30, lanes = 16;
        var p = new GatedProductParameters(12, up, output, shift, lanes, 1);
        var scale = ActivationCurve.Scale("silu", Int(12), gateScale, GatedProductShape.Entry);
        var table = ActivationCurve.Table("silu", Int(12), gateScale, GatedProductShape.Entry, scale);

        // The largest product comes to the top of the output.
        var m = (long)Math.Floor(Math.ScaleB(1.0, shift + output - 1 - 15 - (up - 1)));
        var random = new Random(1);
        var gates = Enumerable.Range(-2048, 4096).Select(v => (long)v).ToArray();
        var ups = gates.Select(_ => random.NextInt64(Int(up).MinValue, Int(up).MaxValue + 1)).ToArray();
        var y = KernelRun.Launch(
            p.Define(table), KernelRun.Arguments(("words", gates.Length / lanes)),
            KernelRun.Elements(("gate", gates), ("up", ups), ("multiplier", [m])))["y"];
        for (var i = 0; i < y.Length; i++)
        {
            var x = gates[i] * gateScale;
            var factor = ups[i] * Math.ScaleB(m, -shift);
            var bound = 0.5 + Math.Abs(factor / 2) + 1e-9;
            Assert.InRange(bound, 0.5, most);
            Assert.InRange(y[i] - (x / (1 + Math.Exp(-x)) / scale * factor), -bound, bound);
        }
    }

    [Fact]
    public void A_word_more_costs_a_cycle_of_each_pass()
    {
        var design = Design.Of(new GatedProductParameters(8, 8, 8, 20, 4, 3).Define(new short[256]));
        Assert.Equal(3, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'gated_product': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'gated_product': 'shift' is -1; 0 to 62 is allowed", s => s with { Shift = -1 } },
        { "kernel 'gated_product': 'shift' is 63; 0 to 62 is allowed", s => s with { Shift = 63 } },
        { "kernel 'gated_product': 'gate' is 17; a signed integer of 4 to 16 bits is needed", s => s with { Gate = Int(17) } },
        { "kernel 'gated_product': 'up' is 3; a signed integer of 4 to 16 bits is needed", s => s with { Up = Int(3) } },
        { "kernel 'gated_product': 'output' is 8; a signed integer of 4 to 16 bits is needed", s => s with { Output = UInt(8) } },
        { "kernel 'gated_product': 'table' is 4096; 256 entries are needed", s => s with { Gate = Int(8) } },
    };

    public delegate GatedProductShape WrongShape(GatedProductShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_parameters_are_refused(string message, WrongShape wrong) => Assert.Equal(message, Refusal.Of(() =>
        GatedProduct.Define(wrong(new GatedProductShape { Shift = 5, Lanes = 4, Passes = 1, Words = 1 }), new short[4096])));
}

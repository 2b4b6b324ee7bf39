using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class QuantizeTests : KernelTests<QuantizeParameters>
{
    // docs/arithmetic.md: half a unit of what goes out, and the multiplier's half unit by what comes in.
    [Theory]
    [InlineData(0.043, 8, 22, 11)]
    [InlineData(0.5, 8, 25, 7)]
    [InlineData(0.001, 16, 17, 16)]
    public void Both_ways_err_within_their_bounds(double scale, int bits, int quantizingShift, int dequantizingShift)
    {
        QuantizeShape Shape(int shift) => new QuantizeParameters(Fixed(16, 10), Int(bits), shift, 8, 1).Shape;
        var x = Enumerable.Range(-32768, 65536).Select(v => (long)v).ToArray();
        var q = x.Select(v => Math.Clamp(v, Int(bits).MinValue, Int(bits).MaxValue)).ToArray();
        var (there, back) = (Shape(quantizingShift), Shape(dequantizingShift));
        var words = KernelRun.Arguments(("words", x.Length / 8));
        var integers = KernelRun.Launch(
            Network.Of(Quantize.Define(there)), words, KernelRun.Elements(("x", x), ("multiplier", [there.QuantizingMultiplier(scale)])))["q"];
        var reals = KernelRun.Launch(
            Network.Of(Dequantize.Define(back)), words, KernelRun.Elements(("q", q), ("multiplier", [back.DequantizingMultiplier(scale)])))["x"];
        for (var i = 0; i < x.Length; i++)
        {
            Near(x[i], Math.ScaleB(x[i], -10) / scale, integers[i], Int(bits), quantizingShift);
            Near(q[i], Math.ScaleB(q[i] * scale, 10), reals[i], Int(16), dequantizingShift);
        }

        static void Near(long from, double exact, long to, ScalarType type, int shift)
        {
            var bound = 0.5 + Math.ScaleB(Math.Abs(from), -shift - 1) + 1e-9;
            Assert.InRange(to - Math.Clamp(exact, type.MinValue, type.MaxValue), -bound, bound);
        }
    }

    [Fact]
    public void A_word_more_costs_a_cycle_of_each_pass()
    {
        var design = Design.Of(new QuantizeParameters(Fixed(16, 10), Int(8), 16, 4, 3).Define());
        Assert.Equal(3, KernelRun.Cycles(design, ("words", 1000)) - KernelRun.Cycles(design, ("words", 999)));
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'NAME': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'NAME': 'shift' is -1; 0 to 62 is allowed", s => s with { Shift = -1 } },
        { "kernel 'NAME': 'shift' is 63; 0 to 62 is allowed", s => s with { Shift = 63 } },
        { "kernel 'NAME': 'real' is 41; at most 40 bits are allowed", s => s with { Real = Fixed(41, 3) } },
        { "kernel 'NAME': 'integer' is 41; an integer of at most 40 bits is needed", s => s with { Integer = Int(41) } },
        { "kernel 'NAME': 'integer' is 8; an integer of at most 40 bits is needed", s => s with { Integer = Fixed(8, 2) } },
    };

    public delegate QuantizeShape WrongShape(QuantizeShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong)
    {
        var shape = wrong(new QuantizeParameters(Fixed(16, 10), Int(8), 16, 4, 1).Shape);
        Assert.Equal(message.Replace("NAME", "quantize", StringComparison.Ordinal), Refusal.Of(() => Quantize.Define(shape)));
        Assert.Equal(message.Replace("NAME", "dequantize", StringComparison.Ordinal), Refusal.Of(() => Dequantize.Define(shape)));
    }
}

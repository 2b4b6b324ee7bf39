using CsCheck;
using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels.Tests;

public sealed class RmsNormTests : KernelTests<RmsNormParameters>
{
    private static RmsNormShape Right => new() { Columns = 12, Lanes = 4, Passes = 1, Rows = 2, Epsilon = 5, Shift = 20 };

    // docs/arithmetic.md: half a unit of rounding, the reciprocal root's 1.1e-5 of y, and 2^-23 of what z = 1 would give.
    [Theory]
    [InlineData(8, 96, 4)]
    [InlineData(12, 600, 8)]
    [InlineData(16, 96, 4)]
    [InlineData(16, 4096, 64)]
    public void Errs_within_its_bound_and_less_than_one_unit(int bits, int columns, int lanes)
    {
        const int shift = 18;
        var p = new RmsNormParameters(columns, lanes, 1, 9, shift, bits, 1);
        var memory = p.Memory();
        var simulation = new RunSimulation(Design.Of(p.Define(memory)));
        Samples.Check(Gen.Select(Gen.Int, Gen.Double[4, 22]), 40, s =>
        {
            var random = new Random(s.Item1);
            var x = Enumerable.Range(0, columns).Select(_ => (long)(Math.Pow(2, s.Item2) * ((2 * random.NextDouble()) - 1))).ToArray();

            // A gain of g makes g 2^(22-shift) units of z = 1; the largest element of a row is about 2 / sqrt(columns) of it.
            var most = Math.Min(131071, (long)(Math.ScaleB(Math.Sqrt(columns), bits - 2 + shift - 22)));
            var gains = Enumerable.Range(0, columns).Select(_ => random.NextInt64(-most, most + 1)).ToArray();
            RmsNormParameters.Fill(simulation[memory].Bytes, gains);
            var y = simulation.Run(KernelRun.Arguments(("rows", 1)), KernelRun.Elements(("x", x)))["y"];
            var root = Math.Sqrt(x.Sum(v => (double)v * v) + 9);
            for (var i = 0; i < columns; i++)
            {
                var one = Math.ScaleB(gains[i], 22 - shift);
                var exact = Math.Clamp(one * x[i] / root, Int(bits).MinValue, Int(bits).MaxValue);
                var bound = 0.5 + (1.1e-5 * Math.Abs(exact)) + (Math.Abs(one) * Math.ScaleB(1, -23)) + 1e-9;
                Assert.InRange(bound, 0, 1);
                Assert.InRange(y[i] - exact, -bound, bound);
            }
        });
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(64)]
    public void Holds_at_the_largest_values(int columns)
    {
        var p = new RmsNormParameters(columns, 64, 1, (1L << 61) - 1, 20, 16, 1);
        var memory = p.Memory();
        var simulation = new RunSimulation(Design.Of(p.Define(memory)));
        var gains = Enumerable.Repeat(RmsNormShape.Gain.MinValue, columns).ToArray();
        RmsNormParameters.Fill(simulation[memory].Bytes, gains);
        var x = Enumerable.Repeat(RmsNormShape.Input.MinValue, columns).ToArray();
        Assert.Equal(p.Row(x, gains), simulation.Run(KernelRun.Arguments(("rows", 1)), KernelRun.Elements(("x", x)))["y"]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 4)]
    [InlineData(2048, 64)]
    public void A_row_more_costs_its_words(int columns, int lanes)
    {
        var p = new RmsNormParameters(columns, lanes, 1, 1, 20, 8, 0);
        var design = Design.Of(p.Define(p.Memory()));
        Assert.Equal(p.Shape.RowWords, KernelRun.Cycles(design, ("rows", 500)) - KernelRun.Cycles(design, ("rows", 499)));
        Assert.Equal(100 * p.Shape.RowWords, KernelRun.Cycles(design, ("rows", 110)) - KernelRun.Cycles(design, ("rows", 10)));
    }

    [Fact]
    public void A_pass_more_costs_its_rows_since_its_gains_come_meanwhile()
    {
        Assert.Equal(10 * 12, Cycles(5) - Cycles(4));

        static long Cycles(int passes)
        {
            var p = new RmsNormParameters(48, 4, passes, 1, 20, 8, 0);
            return KernelRun.Cycles(p.Define(p.Memory()), ("rows", 10));
        }
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'rms_norm': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'rms_norm': 'columns' is 0; a multiple of the 4 lanes, from 1 to 8192, is needed", s => s with { Columns = 0 } },
        { "kernel 'rms_norm': 'columns' is 14; a multiple of the 4 lanes, from 1 to 8192, is needed", s => s with { Columns = 14 } },
        { "kernel 'rms_norm': 'columns' is 8196; a multiple of the 4 lanes, from 1 to 8192, is needed", s => s with { Columns = 8196 } },
        { "kernel 'rms_norm': 'epsilon' is 0; 1 to 2^61 - 1 is allowed", s => s with { Epsilon = 0 } },
        { "kernel 'rms_norm': 'epsilon' is 2305843009213693952; 1 to 2^61 - 1 is allowed", s => s with { Epsilon = 1L << 61 } },
        { "kernel 'rms_norm': 'shift' is -1; 0 to 40 is allowed", s => s with { Shift = -1 } },
        { "kernel 'rms_norm': 'shift' is 41; 0 to 40 is allowed", s => s with { Shift = 41 } },
        { "kernel 'rms_norm': 'output' is 17; a signed integer of 2 to 16 bits is needed", s => s with { Output = Int(17) } },
        { "kernel 'rms_norm': 'output' is 8; a signed integer of 2 to 16 bits is needed", s => s with { Output = UInt(8) } },
    };

    public delegate RmsNormShape WrongShape(RmsNormShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) =>
        Assert.Equal(message, Refusal.Of(() => RmsNorm.Define(wrong(Right))));
}

using CsCheck;
using Millrace.Hls;
using Millrace.Models.Quantization;

namespace Millrace.Kernels.Tests;

public sealed class LayerNormTests : KernelTests<LayerNormParameters>
{
    private const int Top = (1 << 23) - 1, Bottom = -(1 << 23);

    private static LayerNormShape Right => new() { Width = 11, Columns = 12, Lanes = 4, Passes = 1, Rows = 2, Epsilon = 5, Shift = 20 };

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(7, 2, 13)]
    [InlineData(70, 5, 40)]
    public void Any_row_equals_the_reference(int width, int lanes, int shift)
    {
        var gen = Gen.Select(
            Gen.OneOf(Gen.Int[Bottom, Top].Array[width], Gen.OneOf(Bottom, Top).Array[width], Gen.Int[-3, 3].Array[width], Gen.Int[Bottom, Top].Select(v => Enumerable.Repeat(v, width).ToArray())),
            Gen.OneOf(Gen.Int[-131071, 131071].Array[width], Gen.OneOf(-131071, 131071).Array[width]),
            Gen.OneOf(Gen.Int.Array[width], Gen.OneOf(int.MinValue, int.MaxValue).Array[width]));
        foreach (var epsilon in new[] { 1, 1234567, (1L << 61) - 1 })
        {
            var row = new OneRow(width, lanes, epsilon, shift);
            Samples.Check(gen, 80, s =>
            {
                var norm = new QuantizedLayerNorm(width, s.Item2, s.Item3, shift, epsilon);
                Assert.Equal(LayerNormParameters.Reference(norm, s.Item1), row.Run(norm, s.Item1));
            });
        }
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(8191)]
    [InlineData(4097)]
    public void Holds_at_the_largest_width_and_values(int width)
    {
        const long epsilon = (1L << 61) - 1;
        var row = new OneRow(width, 64, epsilon, 20);
        var norm = new QuantizedLayerNorm(width, [.. Enumerable.Repeat(131071, width)], [.. Enumerable.Repeat(int.MaxValue, width)], 20, epsilon);
        int[][] rows = [[.. Enumerable.Range(0, width).Select(i => i % 2 == 0 ? Bottom : Top)], [.. Enumerable.Range(0, width).Select(i => i == 5 ? Bottom : Top)], [.. Enumerable.Repeat(Bottom, width)]];
        foreach (var x in rows)
            Assert.Equal(LayerNormParameters.Reference(norm, x), row.Run(norm, x));
    }

    // The bound of docs/arithmetic.md: half a unit of rounding, 2^-15 of the normalised part, and the mean's rounding.
    [Theory]
    [InlineData(48)]
    [InlineData(300)]
    public void Errs_within_its_bound(int width)
    {
        const int shift = 24;
        var row = new OneRow(width, 4, 7, shift);
        Samples.Check(Gen.Select(Gen.Int, Gen.Double[10, 20], Gen.Double[-4, 4]), 60, s =>
        {
            var random = new Random(s.Item1);
            var deviation = Math.Pow(2, s.Item2);
            var x = Enumerable.Range(0, width).Select(_ => (int)Math.Clamp(deviation * (s.Item3 + (2 * Math.Sqrt(3) * (random.NextDouble() - 0.5))), Bottom, Top)).ToArray();
            var gainUnit = Math.Sqrt(width) * Math.Pow(2, shift - 20);
            var g = x.Select(_ => (int)Math.Clamp(gainUnit * 100 * (random.NextDouble() - 0.5), -131071, 131071)).ToArray();
            var o = x.Select(_ => random.Next(-50 << shift, 50 << shift)).ToArray();
            var y = row.Run(new QuantizedLayerNorm(width, g, o, shift, 7), x);
            var mean = x.Average();
            var root = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) + 7);
            for (var n = 0; n < width; n++)
            {
                double z = (x[n] - mean) / root, unit = g[n] * Math.Pow(2, 20 - shift);
                var real = (z * unit) + (o[n] * Math.Pow(2, -shift));
                var bound = 0.5 + (Math.Abs(unit) * ((Math.Abs(z) * Math.Pow(2, -15)) + ((0.5 + (Math.Abs(mean) * Math.Pow(2, -16))) / root) + Math.Pow(2, -20)));
                Assert.InRange(y[n] - Math.Clamp(real, -128, 127), -bound, bound);
            }
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(11, 4)]
    [InlineData(48, 4)]
    [InlineData(2048, 64)]
    public void A_row_more_costs_its_words(int width, int lanes)
    {
        var p = new LayerNormParameters(width, (width + lanes - 1) / lanes * lanes, lanes, 1, 1, 1, 20, 0);
        var design = Design.Of(p.Define(p.Memory()));
        Assert.Equal(p.Shape.RowWords, KernelRun.Cycles(design, ("rows", 500)) - KernelRun.Cycles(design, ("rows", 499)));
        Assert.Equal(100 * p.Shape.RowWords, KernelRun.Cycles(design, ("rows", 110)) - KernelRun.Cycles(design, ("rows", 10)));
    }

    [Fact]
    public void A_pass_more_costs_its_rows_since_its_parameters_come_meanwhile()
    {
        long Cycles(int passes)
        {
            var p = new LayerNormParameters(48, 48, 4, 1, passes, 1, 20, 0);
            return KernelRun.Cycles(p.Define(p.Memory()), ("rows", 10));
        }

        Assert.Equal(10 * 12, Cycles(5) - Cycles(4));
    }

    [Fact]
    public void A_channel_shorter_than_a_row_is_a_deadlock_with_its_cure()
    {
        var p = new LayerNormParameters(48, 48, 4, 1, 1, 1, 20, 0);
        var design = Design.Of(p.Define(p.Memory())).WithDepths(new Dictionary<string, int> { ["norm_1.mean.row"] = 11 });
        var e = Assert.Throws<DeadlockException>(() => KernelRun.Cycles(design, ("rows", 3)));
        Assert.Equal(
            """
            MR0402: network 'norms' cannot progress: 3 processes wait
              norm_1.mean (after 11 firings) waits for room in 'norm_1.mean.row', which holds 11 of 11
              norm_1.deviations (after 0 firings) waits for an element of 'norm_1.mean.mean', which is empty
              norm_1.normalize (after 0 firings) waits for an element of 'norm_1.deviations.root', which is empty
              circle of waits: norm_1.mean -> norm_1.deviations -> norm_1.mean
              smallest depths that cure it: norm_1.mean.row = 12
            """.ReplaceLineEndings("\n"),
            e.Message);
    }

    public static TheoryData<string, WrongShape> Wrong => new()
    {
        { "kernel 'layer_norm': 'width' is 0; 1 to 8192 is allowed", s => s with { Width = 0 } },
        { "kernel 'layer_norm': 'width' is 8193; 1 to 8192 is allowed", s => s with { Width = 8193, Columns = 8196 } },
        { "kernel 'layer_norm': 'lanes' is 0; at least 1 is needed", s => s with { Lanes = 0 } },
        { "kernel 'layer_norm': 'columns' is 8; a multiple of the 4 lanes and at least the width 11 is needed", s => s with { Columns = 8 } },
        { "kernel 'layer_norm': 'columns' is 14; a multiple of the 4 lanes and at least the width 11 is needed", s => s with { Columns = 14 } },
        { "kernel 'layer_norm': 'epsilon' is 0; 1 to 2^61 - 1 is allowed", s => s with { Epsilon = 0 } },
        { "kernel 'layer_norm': 'epsilon' is 2305843009213693952; 1 to 2^61 - 1 is allowed", s => s with { Epsilon = 1L << 61 } },
        { "kernel 'layer_norm': 'shift' is -1; 0 to 40 is allowed", s => s with { Shift = -1 } },
        { "kernel 'layer_norm': 'shift' is 41; 0 to 40 is allowed", s => s with { Shift = 41 } },
    };

    public delegate LayerNormShape WrongShape(LayerNormShape right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_shapes_are_refused(string message, WrongShape wrong) => Assert.Equal(message, Refusal.Of(() => LayerNorm.Define(wrong(Right))));

    /// <summary>One row at a time with any gains and offsets.</summary>
    private sealed class OneRow
    {
        private readonly LayerNormParameters parameters;
        private readonly OffChipMemory memory;
        private readonly RunSimulation simulation;

        internal OneRow(int width, int lanes, long epsilon, int shift)
        {
            parameters = new(width, (width + lanes - 1) / lanes * lanes, lanes, 1, 1, epsilon, shift, 0);
            memory = parameters.Memory();
            simulation = new RunSimulation(Design.Of(parameters.Define(memory)));
        }

        internal sbyte[] Run(QuantizedLayerNorm norm, int[] x)
        {
            parameters.Fill(simulation[memory].Bytes, [norm], []);
            var row = new long[parameters.Columns];
            for (var i = 0; i < x.Length; i++)
                row[i] = x[i];
            return [.. simulation.Run(KernelRun.Arguments(("rows", 1)), KernelRun.Elements(("x_1", row)))["y_1"].Take(x.Length).Select(v => (sbyte)v)];
        }
    }
}

using CsCheck;
using Millrace.Models.Integer;
using Millrace.Models.Quantization;

namespace Millrace.Models.Tests.Integer;

public sealed class IntegerLinearTests
{
    private static readonly Gen<(sbyte[] X, sbyte[] W, int Rows, int Outputs, int Inputs)> Shapes =
        from rows in Gen.Int[1, 11]
        from outputs in Gen.Int[1, 9]
        from inputs in Gen.Int[1, 70]
        from extreme in Gen.Bool
        from x in (extreme ? Gen.OneOf<sbyte>(-128, 127) : Gen.SByte).Array[rows * inputs]
        from w in (extreme ? Gen.OneOf<sbyte>(-128, 127) : Gen.SByte).Array[outputs * inputs]
        select (x, w, rows, outputs, inputs);

    [Fact]
    public void Vectorised_and_portable_sums_equal_the_plain_ones() => Shapes.Sample(s =>
    {
        var wide = Array.ConvertAll(s.X, v => (short)v);
        int[] fast = new int[s.Rows * s.Outputs], portable = new int[s.Rows * s.Outputs], plain = new int[s.Rows * s.Outputs];
        for (var r = 0; r < s.Rows; r++)
            for (var n = 0; n < s.Outputs; n++)
                for (var k = 0; k < s.Inputs; k++)
                    plain[r * s.Outputs + n] += s.X[r * s.Inputs + k] * s.W[n * s.Inputs + k];
        IntegerMatrix.MultiplyTransposed(wide, s.W, fast, s.Rows, s.Outputs, s.Inputs);
        IntegerMatrix.MultiplyPortable(wide, s.W, portable, s.Rows, s.Outputs, s.Inputs);
        Assert.Equal(plain, fast);
        Assert.Equal(plain, portable);
    });

    [Fact]
    public void Layer_equals_the_specification() =>
        Gen.Select(Shapes, Gen.Int[0, 46], Gen.OneOf(8, 12, 24), Gen.Bool).Sample((s, shift, bits, extreme) =>
        {
            var random = new Random(s.X.Length * 997 + shift);
            var bias = Enumerable.Range(0, s.Outputs)
                .Select(_ => extreme ? random.Next(2) == 0 ? int.MinValue : int.MaxValue : random.Next(-100000, 100000)).ToArray();
            var m = Enumerable.Range(0, s.Outputs).Select(_ => extreme ? FixedPoint.MaxMultiplier : random.Next(1 << 17)).ToArray();
            var linear = new QuantizedLinear(s.Inputs, s.Outputs, s.W, bias, m, shift, bits);
            var y = new int[s.Rows * s.Outputs];
            IntegerLinear.Apply(linear, s.X, y, s.Rows);
            for (var r = 0; r < s.Rows; r++)
                Assert.Equal(
                    Specification.Linear(s.Inputs, s.W, bias, m, shift, bits, s.X[(r * s.Inputs)..((r + 1) * s.Inputs)]),
                    y[(r * s.Outputs)..((r + 1) * s.Outputs)]);
        });

    [Fact]
    public void Result_is_within_half_a_unit_of_the_real_one() =>
        Gen.Select(Shapes, Gen.Int[18, 46]).Sample((s, shift) =>
        {
            var random = new Random(shift);
            var bias = Enumerable.Range(0, s.Outputs).Select(_ => random.Next(-100000, 100000)).ToArray();
            var m = Enumerable.Range(0, s.Outputs).Select(_ => random.Next(1 << 17)).ToArray();
            var y = new int[s.Outputs];
            IntegerLinear.Apply(new QuantizedLinear(s.Inputs, s.Outputs, s.W, bias, m, shift, 24), s.X, y);
            for (var n = 0; n < s.Outputs; n++)
            {
                double real = bias[n];
                for (var k = 0; k < s.Inputs; k++)
                    real += s.X[k] * s.W[n * s.Inputs + k];
                real *= Math.ScaleB(m[n], -shift);
                Assert.InRange(y[n] - Math.Clamp(real, -(1 << 23), (1 << 23) - 1), -0.5, 0.5);
            }
        });

    [Fact]
    public void Many_rows_are_worked_through_in_blocks()
    {
        var random = new Random(3);
        const int rows = 150, inputs = 33, outputs = 5;
        var x = new sbyte[rows * inputs];
        var w = new sbyte[outputs * inputs];
        foreach (ref var v in x.AsSpan()) v = (sbyte)random.Next(-128, 128);
        foreach (ref var v in w.AsSpan()) v = (sbyte)random.Next(-127, 128);
        var linear = new QuantizedLinear(inputs, outputs, w, new int[outputs], [900, 800, 700, 600, 500], 20, 8);
        var together = new sbyte[rows * outputs];
        IntegerLinear.Apply(linear, x, together, rows);
        for (var r = 0; r < rows; r++)
        {
            var alone = new sbyte[outputs];
            IntegerLinear.Apply(linear, x.AsSpan(r * inputs, inputs), alone);
            Assert.Equal(alone, together[(r * outputs)..((r + 1) * outputs)]);
        }
    }
}

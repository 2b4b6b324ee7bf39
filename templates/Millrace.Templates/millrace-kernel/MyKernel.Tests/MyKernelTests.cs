using Millrace.Hls;
using Millrace.Kernels;
using static Millrace.Hls.Language;

namespace Kernels.Tests;

public sealed class MyKernelTests
{
    [Theory]
    [InlineData(8, 8, 4, 5)]
    [InlineData(8, 1, 1, 3)]
    [InlineData(12, 48, 16, 2)]
    public void Equals_plain_csharp_in_every_bit(int bits, int columns, int lanes, int rows)
    {
        var shape = new MyKernelShape { Element = Int(bits), Columns = columns, Lanes = lanes };
        var random = new Random(1);
        long[] x = [shape.Element.MinValue, .. Enumerable.Range(1, (rows * columns) - 1).Select(_ => Draw(random, shape.Element))];
        var expected = x.Chunk(columns).Select(row => row.Max(Math.Abs));

        var y = Simulate(shape).Launch(Rows(rows), new Dictionary<string, long[]> { ["x"] = x }).Outputs["y"];
        Assert.Equal(expected, y);
    }

    [Fact]
    public void A_row_more_costs_as_many_cycles_as_it_has_words()
    {
        var simulator = Simulate(new MyKernelShape { Columns = 48, Lanes = 8 });
        Assert.Equal(6, simulator.Time(Rows(101)).Cycles - simulator.Time(Rows(100)).Cycles);
    }

    [Fact]
    public void Columns_that_do_not_fill_words_are_refused() => Assert.Equal(
        "kernel 'my_kernel': 'columns' is 10; a positive multiple of the 4 lanes is needed",
        Assert.Throws<KernelParameterException>(() => MyKernel.Define(new() { Columns = 10, Lanes = 4 })).Message);

    private static Simulator Simulate(MyKernelShape shape) => new(Network.Of(MyKernel.Define(shape)));

    private static Dictionary<string, long> Rows(int rows) => new() { ["rows"] = rows };

    private static long Draw(Random random, ScalarType type) => random.NextInt64((long)type.MinValue, (long)type.MaxValue + 1);
}

using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests;

/// <summary>Channel reads, constants, indices, guards and tables as values.</summary>
public class ReadTests
{
    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(40, 1)]
    [InlineData(40, 3)]
    public void AReadWhoseGuardDoesNotHoldIsZero(int width, int lanes)
    {
        var type = lanes == 1 ? (HardwareType)Int(width) : Vec(Int(width), lanes);
        var process = Process.Define("p", p =>
        {
            var (x, y) = (p.In("x", type), p.Out("y", type));
            p.Loop("i", 6, i => y.Write(x.Read(i.Modulo(3).Is(1))));
        });
        var x = Enumerable.Range(-7, 2 * lanes).Select(v => (long)v).ToArray();
        var zeros = new long[lanes];
        Assert.Equal([.. zeros, .. x[..lanes], .. zeros, .. zeros, .. x[lanes..], .. zeros], Launch.Run(process, ("x", x))["y"]);
    }

    [Fact]
    public void IndicesArgumentsAndGuardsAreValues()
    {
        var process = Process.Define("p", p =>
        {
            var (sum, flag) = (p.Out("sum", Int(20)), p.Out("flag", Bool));
            var n = p.Argument("n", 100);
            p.Loop("i", n, i => p.Loop("j", i + 1, j =>
            {
                sum.Write(((i * 10) + j - n).ToValue());
                flag.Write(i.Is(j) | j.IsFirst);
            }));
        });
        var result = new RunSimulation(Design.Of(Network.Of(process))).Run(Launch.With("n", 3), new Dictionary<string, long[]>());
        Assert.Equal([-3, 7, 8, 17, 18, 19], result["sum"]);
        Assert.Equal([1, 1, 1, 1, 0, 1], result["flag"]);
    }

    [Fact]
    public void NothingFiresInALoopWithoutIterations()
    {
        var run = new RunSimulation(Design.Of(Network.Of(Process.Define("q", p =>
        {
            var y = p.Out("y", UInt(10));
            p.Loop("i", p.Argument("n", 9), i => p.Loop("j", IndexExpression.Max(i - 1, 0), j => y.Write((i * 10) + j)));
        }))));
        Assert.Empty(run.Run(Launch.With("n", 0), new Dictionary<string, long[]>())["y"]);
        Assert.Empty(run.Run(Launch.With("n", 2), new Dictionary<string, long[]>())["y"]);
        Assert.Equal([20, 30, 31], run.Run(Launch.With("n", 4), new Dictionary<string, long[]>())["y"]);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 50)]
    [InlineData(3, 8)]
    [InlineData(3, 50)]
    public void TablesAreLookedUpLaneByLane(int indexWidth, int entryWidth)
    {
        var entries = Enumerable.Range(0, 1 << indexWidth).Select(i => Int(entryWidth).Wrap(i * 7919L * 104729L)).ToArray();
        var process = Process.Define("p", p =>
        {
            var (x, y, z) = (p.In("x", Vec(UInt(indexWidth), 4)), p.Out("y", Vec(Int(entryWidth), 4)), p.Out("z", Int(entryWidth)));
            var table = p.Table("t", Int(entryWidth), entries);
            p.Loop("i", 3, _ =>
            {
                var v = x.Read();
                y.Write(table[v]);
                z.Write(table[v.Lane(2)]);
            });
        });
        long[] x = [0, 1, 2, 3, 7, 6, 5, 4, 0, 7, 7, 0];
        var result = Launch.Run(process, ("x", x));
        Assert.Equal(x.Select(v => entries[v]), result["y"]);
        Assert.Equal(new[] { x[2], x[6], x[10] }.Select(v => entries[v]), result["z"]);
    }

    [Theory]
    [InlineData(0L, "Bool")]
    [InlineData(1L, "Bool")]
    [InlineData(-1L, "Int(1)")]
    [InlineData(255L, "UInt(8)")]
    [InlineData(-128L, "Int(8)")]
    [InlineData(-129L, "Int(9)")]
    [InlineData(long.MaxValue, "UInt(63)")]
    [InlineData(long.MinValue, "Int(64)")]
    public void ConstantsTakeTheNarrowestType(long value, string type)
    {
        Assert.Equal(type, Constant(value).Type.ToString());
        Assert.Equal($"Vec({type}, 2)", Constant([value, value]).Type.ToString());
        var process = Process.Define("p", p =>
        {
            var (y, z) = (p.Out("y", Int(64)), p.Out("z", Vec(Int(64), 3)));
            p.Loop("i", 1, _ =>
            {
                y.Write(value);
                z.Write(Constant([value, 0, value]));
            });
        });
        var result = Launch.Run(process);
        Assert.Equal([value], result["y"]);
        Assert.Equal([value, 0, value], result["z"]);
    }
}

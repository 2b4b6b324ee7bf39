using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cosimulation.Tests;

/// <summary>Operands that go to more slices than a register drives: trees of registers in the cycles, the text and the estimate.</summary>
public sealed class BroadcastTests
{
    /// <summary>Rows, columns, depth, bits of both operands: shared slices in pairs, odd ones, a slice each, slices in cascade, tables.</summary>
    [Theory]
    [InlineData(3, 10, 3, 8, 8)]
    [InlineData(10, 3, 2, 8, 4)]
    [InlineData(9, 1, 2, 8, 8)]
    [InlineData(5, 7, 1, 16, 12)]
    [InlineData(7, 4, 2, 24, 12)]
    [InlineData(4, 5, 2, 30, 20)]
    [InlineData(6, 6, 3, 3, 3)]
    public void Products_with_trees_equal_their_SystemVerilog(int rows, int columns, int depth, int a, int b) => AssertEqual(
        Process.Define("dots", p =>
        {
            var x = p.In("x", Vec(Int(a), rows * depth));
            var y = p.In("y", Vec(Int(b), columns * depth));
            var z = p.Out("z", Vec(Int(a + b + 2), rows * columns));
            p.Loop("i", 20, _ => z.Write(OuterDot(x.Read(), y.Read(), rows, columns)));
        }));

    [Theory]
    [InlineData(9, 8, 8)]
    [InlineData(8, 17, 9)]
    [InlineData(11, 40, 20)]
    public void A_scalar_times_lanes_with_a_tree_equals_its_SystemVerilog(int lanes, int a, int b) => AssertEqual(
        Process.Define("scale", p =>
        {
            var x = p.In("x", Vec(Int(a), lanes));
            var y = p.In("y", UInt(b));
            var z = p.Out("z", Vec(Int(a + b + 1), lanes));
            p.Loop("i", 20, _ => z.Write(x.Read() * y.Read()));
        }));

    /// <summary>Copies are not merged again, and are as many as estimated.</summary>
    [Fact]
    public void Yosys_keeps_the_copies()
    {
        using var folder = new TemporaryFolder();
        var process = Process.Define("dots", p =>
        {
            var x = p.In("x", Vec(Int(8), 2));
            var y = p.In("y", Vec(Int(8), 16));
            var z = p.Out("z", Vec(Int(17), 8));
            p.Loop("i", 20, _ => z.Write(OuterDot(x.Read(), y.Read(), 1, 8)));
        });
        var reports = YosysSynthesis.Run([DesignOf(process, 64), DesignOf(process, 2)], folder.Path, VerilatorCache.OfUser);
        // Four pairs of columns at two a register: two copies of 16 bits, a register of the 128 bits beside them, a stage more of the
        // pulse that writes.
        const int more = (2 * 16) + 128 + 1;
        Assert.Equal(more, reports[1].Estimated.FlipFlop - reports[0].Estimated.FlipFlop);
        Assert.Equal(more, reports[1].Found.FlipFlop - reports[0].Found.FlipFlop);
        Assert.Equal(reports[0].Found.Dsp, reports[1].Found.Dsp);
    }

    private static Design DesignOf(Process process, int fanOut)
    {
        var network = Network.Define("broadcast", n =>
        {
            var z = n.Add(process, n.In("x", process.Ports[0].Type), n.In("y", process.Ports[1].Type));
            n.Out("z", z);
        });
        return Design.Of(network, new OperationLatencies { FanOut = fanOut });
    }

    private static void AssertEqual(Process process)
    {
        var (design, none) = (DesignOf(process, 2), new Dictionary<string, long>());
        Assert.True(new TimingSimulation(design).Run(none).Cycles > new TimingSimulation(DesignOf(process, 64)).Run(none).Cycles);
        EqualFaces.Check(design, 20);
    }
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cosimulation.Tests;

/// <summary>Chains of more than two DSP slices: in the cycles, the text and the estimate.</summary>
public sealed class CascadeTests
{
    /// <summary>Rows, columns, depth, bits of both operands, slices of a chain: whole chains and a shorter last one, slices shared in pairs
    /// and not, products in tables and of several slices, which have no chains.</summary>
    [Theory]
    [InlineData(2, 3, 8, 8, 8, 4)]
    [InlineData(3, 1, 7, 8, 4, 3)]
    [InlineData(1, 4, 14, 8, 8, 7)]
    [InlineData(2, 2, 3, 16, 12, 6)]
    [InlineData(2, 2, 5, 3, 3, 4)]
    [InlineData(1, 2, 5, 30, 20, 4)]
    public void Dot_products_equal_their_SystemVerilog(int rows, int columns, int depth, int a, int b, int cascade) =>
        EqualFaces.Check(DesignOf(rows, columns, depth, a, b, cascade), 20);

    /// <summary>A chain of n takes n - 1 cycles; a tree of twos the logarithm of their number.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(4, 3 + 1 - 3)]
    [InlineData(7, 6 + 1 - 3)]
    public void A_link_takes_a_cycle(int cascade, int more)
    {
        var none = new Dictionary<string, long>();
        Assert.Equal(more, Cycles(cascade) - Cycles(2));

        long Cycles(int links) => new TimingSimulation(DesignOf(1, 2, 8, 8, 8, links)).Run(none).Cycles;
    }

    /// <summary>Fewer tables for adders, for operands that wait.</summary>
    [Fact]
    public void Yosys_finds_what_is_estimated()
    {
        using var folder = new TemporaryFolder();
        var reports = YosysSynthesis.Run(
            [.. new[] { 2, 4, 7 }.Select(c => DesignOf(2, 8, 14, 8, 8, c))], folder.Path, VerilatorCache.OfUser);
        Assert.All(reports, r =>
        {
            Assert.Equal(8 * 14, r.Estimated.Dsp);
            Assert.Equal(8 * 14, r.Found.Dsp);
            Assert.InRange(r.Estimated.Lut, 0.9 * r.Found.Lut, 1.1 * r.Found.Lut);
            Assert.InRange(r.Estimated.FlipFlop, 0.9 * r.Found.FlipFlop, 1.1 * r.Found.FlipFlop);
        });
        Assert.True(reports[1].Found.Lut < reports[0].Found.Lut);
        Assert.True(reports[2].Found.Lut < reports[1].Found.Lut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Other_lengths_are_refused(int cascade) => Assert.StartsWith(
        "2 to 7 are possible", Assert.Throws<ArgumentOutOfRangeException>(() => new OperationLatencies { Cascade = cascade }).Message,
        StringComparison.Ordinal);

    private static Design DesignOf(int rows, int columns, int depth, int a, int b, int cascade)
    {
        var process = Process.Define("dots", p =>
        {
            var x = p.In("x", Vec(Int(a), rows * depth));
            var y = p.In("y", Vec(Int(b), columns * depth));
            var z = p.Out("z", Vec(Int(a + b + 4), rows * columns));
            p.Loop("i", 20, _ => z.Write(OuterDot(x.Read(), y.Read(), rows, columns)));
        });
        return Design.Of(
            Network.Define("cascade", n =>
                n.Out("z", n.Add(process, n.In("x", process.Ports[0].Type), n.In("y", process.Ports[1].Type)))),
            new OperationLatencies { Cascade = cascade });
    }
}

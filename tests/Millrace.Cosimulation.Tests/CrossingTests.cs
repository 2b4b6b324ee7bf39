using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>Kernels whose processes stand in different regions: the registers between them are in the cycles, the text and the
/// estimate.</summary>
public sealed class CrossingTests
{
    [Theory]
    [InlineData("softmax")]
    [InlineData("linear")]
    [InlineData("reorder")]
    [InlineData("attention")]
    public void AKernelInSeveralRegionsEqualsItsSystemVerilog(string name)
    {
        var kernel = KernelCatalogue.Find(name).Build();
        var design = Spread(kernel.Design, 2);
        Assert.Contains(design.Channels, c => c.Latency > 1);
        using var folder = new TemporaryFolder();
        var verilated = VerilatedDesign.Build(
            design, SystemVerilogEmitter.Emit(design), folder.Path, new() { Firings = true, Jitter = 0 }, VerilatorCache.OfUser);
        Assert.Equal("", verilated.Lint());
        foreach (var jitter in (uint[])[0, 3])
        {
            var (simulation, random) = (new RunSimulation(design, record: true), new Random(1));
            RandomLaunch.Fill(simulation, random);
            var report = Cosimulator.Run(
                verilated.WithJitter(jitter), simulation, [(kernel.Launch, RandomLaunch.Inputs(design, kernel.InputWords, random))]);
            Assert.Null(report.Difference);
        }
    }

    /// <summary>Four registers in a row would be a shift register in a table, which stands in one place.</summary>
    [Fact]
    public void RegistersOfCrossingsStayRegisters()
    {
        var plain = KernelCatalogue.Find("reorder").Build().Design;
        using var folder = new TemporaryFolder();
        var reports = YosysSynthesis.Run([plain, Spread(plain, 4)], folder.Path, VerilatorCache.OfUser);
        var found = reports[1].Found.FlipFlop - reports[0].Found.FlipFlop;
        var estimated = reports[1].Estimated.FlipFlop - reports[0].Estimated.FlipFlop;
        Assert.True(estimated > 200);
        Assert.InRange(found, estimated * 9 / 10, estimated * 11 / 10);
    }

    /// <summary>Every process some regions from the one before.</summary>
    private static Design Spread(Design design, int borders)
    {
        var regions = design.Processes.Select((p, i) => (p.Path, i * borders)).ToDictionary();
        return design.InRegions(path => regions[path]);
    }
}

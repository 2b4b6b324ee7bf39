using Millrace.Hls;

namespace Millrace.Cosimulation.Tests;

/// <summary>Holds a small design's SystemVerilog against its simulation: lint, and on random elements bits, cycles and firings.</summary>
internal static class EqualFaces
{
    /// <param name="design">A design without arguments.</param>
    /// <param name="elements">Elements of each input.</param>
    internal static void Check(Design design, int elements)
    {
        using var folder = new TemporaryFolder();
        var verilated = VerilatedDesign.Build(
            design, SystemVerilogEmitter.Emit(design), folder.Path, new() { Firings = true, Jitter = 0 }, VerilatorCache.OfUser);
        Assert.Equal("", verilated.Lint());
        var words = design.Inputs.ToDictionary(i => i.Name, _ => (long)elements);
        var report = Cosimulator.Run(
            verilated, new RunSimulation(design, record: true),
            [(new Dictionary<string, long>(), RandomLaunch.Inputs(design, words, new Random(1)))]);
        Assert.Null(report.Difference);
    }
}

using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>
/// A design whose off-chip memories answer late, at random. Inside a network they answer after a fixed time, by the contract; that they may
/// be late is the business of the AXI masters around it. So the design is run as a kernel with AXI, whose buses all rest at random.
/// </summary>
public static class LateMemories
{
    private const int StallPercent = 50;
    private const int MostLatency = 60;

    /// <summary>Compiles the kernel and runs launches on it.</summary>
    /// <param name="simulation">The run face, its memories filled.</param>
    /// <param name="launches">Arguments and inputs of each launch.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="seed">Of what happens at random.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Verilator is missing or fails, or a rule of AXI was broken.</exception>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog, or cannot stand behind AXI.</exception>
    public static AxiReport Run(
        RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        string folder, uint seed, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var kernel = AxiSimulation.Build(simulation.Design, folder, cancellation);
        var random = new Random(unchecked((int)seed));
        return AxiCosimulator.Run(
            kernel, simulation, launches, new AxiTraffic(random.Next(), StallPercent, random.Next(1, MostLatency)), cancellation);
    }
}

using Millrace.Cosimulation;
using Millrace.Hls;

namespace Millrace.Accelerators;

/// <summary>Where and how an accelerator's SystemVerilog is compiled, to run beside its simulation.</summary>
/// <param name="Folder">An empty folder to emit and compile in.</param>
/// <param name="Options">How.</param>
/// <param name="Cache">Where compiled models are kept; null to compile in any case.</param>
/// <param name="Progress">Told what begins.</param>
public sealed record CosimulationSettings(string Folder, VerilationOptions Options, VerilatorCache? Cache, Action<string>? Progress = null)
{
    /// <summary>Runs launches on both.</summary>
    /// <param name="data">The accelerator's run face, with the contents of its memories.</param>
    /// <param name="launches">Arguments and inputs.</param>
    /// <param name="cancellation">Stops it.</param>
    internal CosimulationReport Run(
        RunSimulation data, IReadOnlyList<(IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long[]>)> launches,
        CancellationToken cancellation)
    {
        var verilated = VerilatedDesign.Build(
            data.Design, SystemVerilogEmitter.Emit(data.Design), Folder, Options, Cache, Progress, cancellation);
        Progress?.Invoke("simulating");
        return Cosimulator.Run(verilated, Options.Firings ? Recording(data) : data, launches, cancellation);
    }

    /// <summary>A run face beside the accelerator's, with the same memories, that keeps what passes between processes.</summary>
    private static RunSimulation Recording(RunSimulation data)
    {
        var simulation = new RunSimulation(data.Design, record: true);
        foreach (var memory in data.Design.Memories)
            simulation[memory].Use(data[memory].Bytes);
        return simulation;
    }
}

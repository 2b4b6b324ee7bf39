using Millrace.Cosimulation;
using Millrace.Hls;

namespace Millrace.Cli;

/// <summary>C++ for Vitis HLS with its test bench and, of a kernel, launches with random words and what they must give.</summary>
internal static class VitisHlsTarget
{
    public static EmitTarget Target { get; } = new("vitis-hls", Emit);

    /// <summary>Launches that the test bench makes: later ones meet the memories as earlier ones left them.</summary>
    private const int Launches = 2;

    private static Dictionary<string, string> Emit(RtlSource source)
    {
        var emitted = VitisHlsEmitter.Emit(source.Design);
        var files = new Dictionary<string, string>(emitted.Files);
        if (source.Kernel is not { } kernel)
            return files;
        LaunchSize.Check(kernel);
        var (simulation, random) = (new RunSimulation(source.Design), new Random(0));
        RandomLaunch.Fill(simulation, random);
        var launches = Enumerable.Range(0, Launches)
            .Select(_ => (kernel.Launch, RandomLaunch.Inputs(source.Design, kernel.InputWords, random))).ToList();
        foreach (var (name, text) in HlsLaunches.Files(emitted, simulation, launches))
            files[name] = text;
        return files;
    }
}

using System.Text.RegularExpressions;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>A kernel of the catalogue whose SystemVerilog was broken on purpose, beside its simulation.</summary>
internal sealed class Mutant : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");
    private readonly KernelInstance kernel;
    private readonly VerilatedDesign verilated;

    /// <summary>Breaks one file.</summary>
    /// <param name="name">The kernel.</param>
    /// <param name="file">The file.</param>
    /// <param name="pattern">What is replaced; it must be there.</param>
    /// <param name="replacement">By what.</param>
    internal Mutant(string name, string file, string pattern, string replacement)
    {
        kernel = KernelCatalogue.Find(name).Build();
        var emitted = SystemVerilogEmitter.Emit(kernel.Design);
        var files = emitted.Files.ToDictionary(f => f.Key, f => f.Value);
        files[file] = new Regex(pattern).Replace(files[file], replacement, 1);
        Assert.NotEqual(emitted.Files[file], files[file]);
        verilated = VerilatedDesign.Build(
            kernel.Design, emitted with { Files = files }, folder.FullName, new() { Firings = true, Jitter = 0 }, VerilatorCache.OfUser);
    }

    /// <summary>Compares it.</summary>
    /// <param name="jitter">Decides when ports rest; 0 for never.</param>
    internal CosimulationReport Compare(uint jitter = 0)
    {
        var (simulation, random) = (new RunSimulation(kernel.Design, record: true), new Random(1));
        RandomLaunch.Fill(simulation, random);
        return Cosimulator.Run(
            verilated.WithJitter(jitter), simulation, [(kernel.Launch, RandomLaunch.Inputs(kernel.Design, kernel.InputWords, random))]);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

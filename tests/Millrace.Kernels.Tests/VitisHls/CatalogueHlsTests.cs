using Millrace.Cosimulation;
using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>The catalogue as C++ for Vitis HLS: what two kernels look like, and the bits of all.</summary>
public class CatalogueHlsTests
{
    public static TheoryData<string> Names => [.. KernelCatalogue.All.Select(k => k.Name)];

    /// <summary>Run with <c>MILLRACE_UPDATE_SNAPSHOTS=1</c> after a wanted change, and read the difference.</summary>
    [Theory]
    [InlineData("softmax")]
    [InlineData("linear")]
    public void ReadsAsItIsWrittenDown(string name)
    {
        var emitted = VitisHlsEmitter.Emit(KernelCatalogue.Find(name).Build().Design);
        var actual = string.Join("\n", emitted.Files
            .Where(f => f.Key.StartsWith("src/", StringComparison.Ordinal) && f.Key != "src/millrace.h" && !f.Key.Contains("_contents"))
            .Select(f => $"// ---- {f.Key}\n{f.Value}"));
        var file = Path.Combine(Repository.Root, "tests", "Millrace.Kernels.Tests", "VitisHls", $"{name}.golden.cpp");
        if (Environment.GetEnvironmentVariable("MILLRACE_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasTheBitsOfTheRunFace(string name)
    {
        var kernel = KernelCatalogue.Find(name).Build();
        var (simulation, random) = (new RunSimulation(kernel.Design), new Random(1));
        RandomLaunch.Fill(simulation, random);
        var launches = Enumerable.Range(0, 3)
            .Select(_ => (kernel.Launch, RandomLaunch.Inputs(kernel.Design, kernel.InputWords, random))).ToList();
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            var compiled = CompiledHls.Build(VitisHlsEmitter.Emit(kernel.Design), folder.FullName);
            var files = HlsLaunches.Files(compiled.Emitted, simulation, launches);
            Assert.Equal("", compiled.Run(files).Difference);

            // What differs is found: another last digit of an output or a memory.
            var (file, text) = files.First(f => Path.GetExtension(f.Key) is ".expected" or ".end");
            var wrong = text[..^2] + (text[^2] == '0' ? '1' : '0') + "\n";
            var found = compiled.Run(new Dictionary<string, string> { [file] = wrong }).Difference;
            Assert.Contains($"differs from {file}", found, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

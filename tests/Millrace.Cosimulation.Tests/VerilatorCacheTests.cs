using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>What was compiled is not compiled again.</summary>
public sealed class VerilatorCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void AModelIsCompiledOnceForTheSameTextAndOptions()
    {
        var cache = new VerilatorCache(Path.Combine(folder.FullName, "cache"));
        Assert.True(Compiles(new()));
        Assert.False(Compiles(new()));
        Assert.True(Compiles(new() { Firings = true }));

        bool Compiles(VerilationOptions options)
        {
            var kernel = KernelCatalogue.Find("fork").Build();
            var work = folder.CreateSubdirectory($"{Guid.NewGuid():n}").FullName;
            var compiled = false;
            var verilated = VerilatedDesign.Build(
                kernel.Design, SystemVerilogEmitter.Emit(kernel.Design), work, options, cache, _ => compiled = true);
            var inputs = RandomLaunch.Inputs(kernel.Design, kernel.InputWords, new Random(1));
            Assert.Null(Cosimulator.Run(
                verilated, new RunSimulation(kernel.Design, options.Firings), [(kernel.Launch, inputs)]).Difference);
            return compiled;
        }
    }

    [Fact]
    public void ManyMayUseItAtOnce()
    {
        var cache = new VerilatorCache(folder.FullName);
        Parallel.For(0, 64, i =>
        {
            var path = cache.Get($"file{i % 3}", p => File.WriteAllText(p, $"contents {i % 3}"));
            Assert.Equal($"contents {i % 3}", File.ReadAllText(path));
        });
        Assert.Equal(["file0", "file1", "file2"], folder.GetFiles().Select(f => f.Name).Order());
    }

    [Fact]
    public void WhatCannotBeMadeLeavesNothing()
    {
        Assert.Throws<CosimulationException>(() => new VerilatorCache(folder.FullName).Get("file", p =>
        {
            File.WriteAllText(p, "half");
            throw new CosimulationException("stopped");
        }));
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void AFolderThatCannotBeUsedIsNamed()
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        var message = Assert.Throws<CosimulationException>(
            () => new VerilatorCache(Path.Combine(file, "cache")).Get("x", _ => { })).Message;
        Assert.StartsWith($"the cache {file}/cache cannot be used (", message, StringComparison.Ordinal);
        Assert.EndsWith("); name another in MILLRACE_CACHE, or leave it out with --no-cache.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWaveFormIsWritten()
    {
        var kernel = KernelCatalogue.Find("fork").Build();
        var trace = Path.Combine(folder.FullName, "fork.fst");
        var verilated = VerilatedDesign.Build(
            kernel.Design, SystemVerilogEmitter.Emit(kernel.Design), folder.CreateSubdirectory("work").FullName, new() { Trace = trace },
            VerilatorCache.OfUser);
        var inputs = RandomLaunch.Inputs(kernel.Design, kernel.InputWords, new Random(1));
        Assert.Null(Cosimulator.Run(verilated, new RunSimulation(kernel.Design), [(kernel.Launch, inputs)]).Difference);
        Assert.True(new FileInfo(trace).Length > 500);
    }
}

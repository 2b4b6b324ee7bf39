using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Cosimulation.Tests;

/// <summary>What is said if a program that is needed is not there: its name and the package to install.</summary>
[Collection("path")]
public sealed class MissingToolTests : IDisposable
{
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("millrace_");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Verilator() => Says(
        "verilator is not installed: install the package verilator (apt-get install verilator).",
        [], () => VerilatedDesign.Build(Copy(), Path.Combine(folder.FullName, "work")));

    [Fact]
    public void Yosys() => Says(
        "yosys is not installed: install the package yosys (apt-get install yosys).",
        [], () => YosysCheck.Run(SystemVerilogEmitter.Emit(Copy()), folder.FullName));

    [Fact]
    public void TheSolver() => Says(
        "z3 is not installed: install the package z3 (apt-get install z3).", [], () => Prover.Run("check_pulse", "", 4));

    [Fact]
    public void YosysForAProof() => Says(
        "yosys is not installed: install the package yosys (apt-get install yosys).", ["z3"], () => Prover.Run("check_pulse", "", 4));

    [Fact]
    public void WhatRunsProofs() => Says(
        "yosys-smtbmc is not installed: install the package yosys (apt-get install yosys).",
        ["z3", "yosys"], () => Prover.Run("check_pulse", "", 4));

    [Fact]
    public void AToolThatFailsIsQuoted() => Assert.StartsWith(
        "yosys failed with exit code 1:\n",
        Assert.Throws<CosimulationException>(() => Prover.Run("check_pulse", "NOBODY=1", 4, ("mr_pulse", "endmodule", "end"))).Message,
        StringComparison.Ordinal);

    /// <summary>With nothing to be found but some programs.</summary>
    private void Says(string sentence, string[] there, Action act)
    {
        var bin = folder.CreateSubdirectory("bin");
        foreach (var program in there)
        {
            var place = path!.Split(':').Select(p => Path.Combine(p, program)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(bin.FullName, program), place);
        }

        Environment.SetEnvironmentVariable("PATH", bin.FullName);
        Assert.Equal(sentence, Assert.Throws<CosimulationException>(act).Message);
    }

    private static Design Copy() => Design.Of(Network.Define("copies", n => n.Out("y", n.Add(Process.Define("copy", p =>
    {
        var x = p.In("x", Int(8));
        var y = p.Out("y", Int(8));
        p.Loop("i", p.Argument("count"), _ => y.Write(x.Read()));
    }), n.In("x", Int(8))))));
}

/// <summary>Tests that change what is on the path run alone.</summary>
[CollectionDefinition("path", DisableParallelization = true)]
public class PathCollection;

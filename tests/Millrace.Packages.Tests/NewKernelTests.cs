using System.IO.Compression;
using System.Xml.Linq;

namespace Millrace.Packages.Tests;

/// <summary>What somebody gets who has the packages and nothing else of the house.</summary>
public sealed class NewKernelTests(NewKernel kernel) : IClassFixture<NewKernel>
{
    [Fact]
    public void The_program_runs_times_and_emits_the_kernel()
    {
        Assert.Matches(
            @"^y: 9 128\ncycle-exact simulation: 11 cycles\nestimate: [1-9]\d* LUT, [1-9]\d* FF, 0 DSP\n"
                + @"SystemVerilog and C\+\+ for Vitis HLS: emitted\n$",
            kernel.Run("run", "--project", "Row_PeakOf2", "--no-build"));
        var emitted = Path.Combine(kernel.Folder, "emitted");
        Assert.Contains(
            Directory.GetFiles(Path.Combine(emitted, "systemverilog"), "*.sv"),
            file => File.ReadAllText(file).Contains("module row_peak_of2", StringComparison.Ordinal));
        // The primitives and the headers come out of the package.
        Assert.True(File.Exists(Path.Combine(emitted, "systemverilog", "mr_copy.sv")));
        Assert.True(File.Exists(Path.Combine(emitted, "vitis-hls", "stand_ins", "ap_int.h")));
    }

    [Fact]
    public void Its_tests_pass() => Assert.Contains("Passed:     5,", kernel.Run("test", "--no-build"), StringComparison.Ordinal);

    [Fact]
    public void No_packages_of_the_house_are_fetched_but_these_two() =>
        Assert.Equal(["millrace.hls", "millrace.kernels"], Directory.GetDirectories(kernel.Packages).Select(Path.GetFileName).Order());

    [Theory]
    [InlineData("Millrace.Hls")]
    [InlineData("Millrace.Kernels", "Millrace.Hls")]
    [InlineData("Millrace.Templates")]
    public void A_package_depends_on_nothing_but_the_others(string name, params string[] others)
    {
        var nuspec = Nuspec(name);
        Assert.Equal(others, nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value));
        foreach (var field in new[] { "version", "authors", "license", "readme", "description", "tags" })
            Assert.NotEmpty(nuspec.Descendants().Single(e => e.Name.LocalName == field).Value);
    }

    private XDocument Nuspec(string name)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(kernel.Feed, $"{name}.*.nupkg").Single());
        using var text = package.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(text);
    }
}

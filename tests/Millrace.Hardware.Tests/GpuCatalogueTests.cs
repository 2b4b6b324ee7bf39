namespace Millrace.Hardware.Tests;

public sealed class GpuCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpu-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Knows_the_GPUs()
    {
        Assert.Equal(
            ["a100-40gb-pcie", "a100-80gb-pcie", "a100-80gb-sxm", "h100-sxm", "h200", "l4", "rtx-2080-ti", "t4", "v100-sxm2", "v100s"],
            GpuCatalogue.Names);
        Assert.Equal(GpuCatalogue.Names, GpuCatalogue.All.Select(g => g.Name));
        Assert.All(GpuCatalogue.All, g => Assert.InRange(g.Figures.Count, 4, 5));
    }

    [Fact]
    public void The_A100_has_its_dense_peaks()
    {
        var a100 = GpuCatalogue.Find("A100-80GB-PCIe");
        Assert.Equal((312e12, 624e12), (a100.DenseFp16FlopPerSecond, a100.DenseInt8OpPerSecond!.Value));
        Assert.Equal((80_000_000_000, 1_935_000_000_000, 300), (a100.MemoryBytes, a100.MemoryBytesPerSecond, a100.ThermalDesignWatts));
        Assert.All(a100.Figures, f => Assert.True(f.Verified));
        Assert.Null(GpuCatalogue.Find("v100s").DenseInt8OpPerSecond);
        Assert.Contains(GpuCatalogue.Find("rtx-2080-ti").Figures, f => f is { Path: "fp16_tflops", Verified: false });
    }

    [Theory]
    [InlineData("a100", "there is no GPU \"a100\"; the nearest names are a100-80gb-sxm, a100-40gb-pcie, a100-80gb-pcie, and a GPU file (.json) can be given too.")]
    [InlineData("no.json", "no.json: there is no such file.")]
    public void An_unknown_name_is_answered_with_the_nearest_ones(string name, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<HardwareException>(() => GpuCatalogue.Find(name)).Message);

    [Fact]
    public void A_GPU_file_is_read_and_a_wrong_field_named()
    {
        var file = Path.Combine(_folder, "g.json");
        const string Figure = "{\"value\":1,\"source\":\"assumption\",\"verified\":false}";
        File.WriteAllText(
            file,
            $"{{\"sources\":{{}},\"name\":\"g\",\"title\":\"G\",\"fp16_tflops\":{Figure},\"memory_gb\":{Figure},\"memory_gb_per_second\":{Figure},\"thermal_design_watts\":{Figure}}}");
        Assert.Equal(1e12, GpuCatalogue.Find(file).DenseFp16FlopPerSecond);
        File.WriteAllText(file, "{\"sources\":{},\"name\":\"g\",\"title\":\"G\"}");
        Assert.Equal(
            $"{file}: fp16_tflops is missing, but it must be a JSON object.", Assert.Throws<HardwareException>(() => GpuCatalogue.Find(file)).Message);
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace devices</c> and <c>millrace models</c>.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Devices_lists_boards_and_GPUs()
    {
        var json = CommandRun.Json("devices");
        Assert.Equal("devices gpus", Keys(json));
        var u280 = json.GetProperty("devices").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "u280");
        Assert.Equal(
            "name title clock_mhz lut ff dsp dsp_kind int8_macs_per_cycle hard_blocks block_memories regions memories links thermal_design_watts figures unverified_figures",
            Keys(u280));
        Assert.Equal(18_048, u280.GetProperty("int8_macs_per_cycle").GetDouble());
        Assert.Equal("{\"name\":\"HBM2\",\"capacity_bytes\":8589934592,\"channels\":32,\"nominal_gb_per_second\":460,\"attainable_gb_per_second\":370.3}", u280.GetProperty("memories")[0].GetRawText());
        Assert.Equal(10, json.GetProperty("gpus").GetArrayLength());
        var text = CommandRun.Output("devices");
        Assert.Contains("  vck5000 ", text, StringComparison.Ordinal);
        Assert.Contains("  a100-80gb-pcie ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_lists_names_and_exact_counts()
    {
        var models = CommandRun.Json("models").GetProperty("models");
        Assert.Equal(14, models.GetArrayLength());
        var gpt2 = models.EnumerateArray().Single(m => m.GetProperty("name").GetString() == "gpt2");
        Assert.Equal(124_439_808, gpt2.GetProperty("parameters").GetInt64());
        Assert.Contains("  llama3.1-8b     8,030,261,248 ", CommandRun.Output("models"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("estimate --model gpt2 --device u280")]
    public async Task A_folder_of_devices_that_does_not_exist_is_refused(string line)
    {
        // In a process of its own: the environment is everybody's.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "millrace.dll"), .. line.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var folder = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}");
        start.Environment["MILLRACE_DEVICES"] = folder;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(("", 2), (output, process.ExitCode));
        Assert.Equal(
            $"millrace: MILLRACE_DEVICES names {folder} as the folder of device files, but there is no such folder.\n", await error);
    }

    private static string Keys(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name));
}

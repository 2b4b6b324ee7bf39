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

    private static string Keys(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name));
}

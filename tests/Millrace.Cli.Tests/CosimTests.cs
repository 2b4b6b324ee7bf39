using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace cosim</c> on a model small enough to compile in seconds.</summary>
public sealed class CosimTests
{
    [Fact]
    public void A_small_model_passes()
    {
        using var model = Tiny.WithoutText();
        var design = Path.Combine(model.Folder, "design.json");
        var engine = new EnginePoint(8, 4, 1);
        (DesignPoint.For(Tiny.Config with { VocabularySize = 11, EosToken = null }, DeviceCatalogue.Find("u280")) with
        {
            Lanes = 4,
            TileRows = 1,
            AttentionInput = engine,
            AttentionOutput = engine,
            MlpInput = engine,
            MlpOutput = engine,
            Head = engine,
        }).Save(design);

        // Compiling takes so long that progress is shown.
        var run = CommandRun.Of("cosim", "--model", model.Folder, "--design", design, "--tokens", "1,2", "--decode", "1", "--json");
        Assert.True(run.Code == 0, run.Error);
        var json = System.Text.Json.JsonDocument.Parse(run.Out).RootElement;
        Assert.True(json.GetProperty("pass").GetBoolean());
        Assert.Equal(2, json.GetProperty("cycles").GetArrayLength());
        Assert.True(json.GetProperty("bits").GetInt64() > 0);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused() => Assert.Equal(
        $"{Bundled.Folder}: the folder is not empty; name a new one.",
        CommandRun.Refusal("cosim", "--tokens", "1", "--keep", Bundled.Folder));
}

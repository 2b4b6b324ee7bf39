using Millrace.Analysis;
using Millrace.Hardware;
using Millrace.Models;

namespace Millrace.Cli.Tests;

public sealed class TimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("millrace_").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_encoder_alone_and_in_flight()
    {
        var json = CommandRun.Json(["time", "--design", Encoder(sequences: 3), "--tokens", "20"]);
        var (layer, model, flight) = (Cycles("layer"), Cycles("model"), Cycles("in_flight"));
        Assert.InRange(layer, 1, model - 1);
        Assert.InRange(flight, model + 1, (3 * model) - 1);
        Assert.Equal(flight / 3 / 250e3, json.GetProperty("in_flight").GetProperty("ms_per_sequence").GetDouble(), 4);
        // 2 layers of four matrices and the feed-forward network's two, 20 tokens that see 20.
        var work = 2 * ((20 * ((4 * 32 * 32) + (2 * 32 * 64))) + (2 * 20 * 20 * 32));
        Assert.Equal(work, json.GetProperty("multiplications").GetInt64());
        var dsp = json.GetProperty("resources")[0].GetProperty("used").GetDouble();
        Assert.Equal(3.0 * work / (2 * dsp * flight), json.GetProperty("dsp_roofline").GetDouble(), 9);
        Assert.Empty(json.GetProperty("published").EnumerateArray());
        Assert.Equal("null", json.GetProperty("decode").GetRawText());

        long Cycles(string name) => json.GetProperty(name).GetProperty("cycles").GetInt64();
    }

    [Fact]
    public void A_decoder_with_its_next_token()
    {
        var file = Path.Combine(_folder, "decoder.json");
        DesignPoint.For(new Gpt2Config { Width = 32, Layers = 2, Heads = 2, ContextLength = 24, VocabularySize = 40 }, DeviceCatalogue.Find("u280"))
            .Save(file);
        var json = CommandRun.Json(["time", "--design", file, "--tokens", "20"]);
        Assert.InRange(json.GetProperty("decode").GetProperty("cycles").GetInt64(), 1, json.GetProperty("model").GetProperty("cycles").GetInt64());
        Assert.Equal("null", json.GetProperty("in_flight").GetRawText());
        Assert.Equal(
            "--sequences is for encoders, but the design is of a decoder.", CommandRun.Refusal("time", "--design", file, "--sequences", "2"));
    }

    [Fact]
    public void People_read_tables()
    {
        var lines = CommandRun.Output("time", "--design", Encoder(sequences: 2), "--tokens", "8");
        Assert.StartsWith(
            "cycle-exact simulation, encoder.json (W8A8) on u280 at 250 MHz (the clock is an assumption: no place-and-route confirmed it)\n",
            lines, StringComparison.Ordinal);
        foreach (var text in new[] { "one layer alone", "whole model, 2 layers", "2 sequences in flight", "of them each", "with all in flight", "URAM" })
            Assert.Contains(text, lines, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_answered_with_a_sentence()
    {
        var file = Encoder(sequences: 2);
        Assert.Equal("--design FILE.json is needed: the design point to time.", CommandRun.Refusal("time"));
        Assert.Equal("the design has room for 24 tokens, and 25 were asked for.", CommandRun.Refusal("time", "--design", file, "--tokens", "25"));
        Assert.Equal(
            "the design has room for 2 sequences at a time, and 3 were asked for.",
            CommandRun.Refusal("time", "--design", file, "--tokens", "8", "--sequences", "3"));
        Assert.Equal("--tokens is \"0\", but it must be an integer from 1 to 65535.", CommandRun.Refusal("time", "--design", file, "--tokens", "0"));
    }

    private string Encoder(int sequences)
    {
        var file = Path.Combine(_folder, "encoder.json");
        var config = new BertConfig { Width = 32, Layers = 2, Heads = 2, InnerWidth = 64, Positions = 24, VocabularySize = 40 };
        var point = DesignPoint.For(config, DeviceCatalogue.Find("u280"), 250);
        (point with { Sequences = sequences }).Save(file);
        return file;
    }
}

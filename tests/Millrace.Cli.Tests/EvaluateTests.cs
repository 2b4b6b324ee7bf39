using Millrace.Models;

namespace Millrace.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private const string Passage =
        "KING RICHARD II:\nWhat must the king do now? must he submit?\nThe king shall do it: must he be deposed?\n"
        + "The king shall be contented: must he lose\nThe name of king? o' God's name, let it go:\n";

    private readonly string _text = Path.GetTempFileName();

    public EvaluateTests() => File.WriteAllText(_text, Passage);

    public void Dispose() => File.Delete(_text);

    [Fact]
    public void Measures_the_integers_against_the_floats()
    {
        var json = CommandRun.Json("evaluate", "--text", _text, "--stride", "32");
        Assert.Equal(
            "engine tokens scored_tokens stride nats_per_token perplexity float_nats_per_token float_perplexity perplexity_ratio top1_agreement",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("integer", json.GetProperty("engine").GetString());
        Assert.Equal(32, json.GetProperty("stride").GetInt32());
        var folder = ModelFolder.Open(Bundled.Folder);
        var tokens = folder.LoadTokenizer().Encode(Passage);
        var expected = ModelEvaluation.Perplexity(folder.LoadFloatModel(), tokens, new EvaluationOptions { Stride = 32 });
        Assert.Equal(tokens.Length, json.GetProperty("tokens").GetInt32());
        Assert.Equal(expected.ScoredTokens, json.GetProperty("scored_tokens").GetInt64());
        Assert.Equal(expected.NatsPerToken, json.GetProperty("float_nats_per_token").GetDouble(), 12);
        Assert.Equal(
            json.GetProperty("perplexity").GetDouble() / json.GetProperty("float_perplexity").GetDouble(),
            json.GetProperty("perplexity_ratio").GetDouble(), 9);
        Assert.InRange(json.GetProperty("perplexity_ratio").GetDouble(), 0.9, 1.1);
        Assert.InRange(json.GetProperty("top1_agreement").GetDouble(), 0.8, 1);
    }

    [Fact]
    public void The_float_engine_agrees_with_itself()
    {
        var json = CommandRun.Json("evaluate", "--text", _text, "--engine", "float");
        Assert.Equal(1, json.GetProperty("perplexity_ratio").GetDouble());
        Assert.Equal(1, json.GetProperty("top1_agreement").GetDouble());
    }

    [Fact]
    public void Prints_a_table()
    {
        var text = CommandRun.Output("evaluate", "--text", _text);
        Assert.Contains("nats per token", text, StringComparison.Ordinal);
        Assert.Contains("top-1 agreement with float", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_it_cannot_measure()
    {
        Assert.Equal("--text FILE is needed: the text to evaluate on.", CommandRun.Refusal("evaluate"));
        Assert.Equal("no.txt: there is no such file.", CommandRun.Refusal("evaluate", "--text", "no.txt"));
        Assert.Equal("--stride is 300, but it must be at most the model's context length, 256.", CommandRun.Refusal("evaluate", "--text", _text, "--stride", "300"));
        Assert.Equal("--stride is \"0\", but it must be an integer of at least 1.", CommandRun.Refusal("evaluate", "--text", _text, "--stride", "0"));
        File.WriteAllText(_text, "");
        Assert.Equal($"{_text}: it holds 0 tokens, but at least 2 are needed.", CommandRun.Refusal("evaluate", "--text", _text));
        File.WriteAllBytes(_text, [0x41, 0xC3]);
        Assert.Equal($"{_text}: it is not UTF-8 text.", CommandRun.Refusal("evaluate", "--text", _text));
    }
}

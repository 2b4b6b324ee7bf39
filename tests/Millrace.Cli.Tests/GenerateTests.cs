using Millrace.Models;

namespace Millrace.Cli.Tests;

public sealed class GenerateTests
{
    [Fact]
    public void Continues_a_prompt_as_the_engine_and_sampler_do()
    {
        using var checkpoint = Tiny.WithText();
        var model = checkpoint.Load();
        var (session, expected) = (model.Start(), new List<int>());
        var logits = session.Forward([72, 105]);
        for (var i = 0; i < 6; i++)
        {
            var token = Sampler.Greedy(logits.AsSpan(logits.Length - 257));
            if (token == 256) break;
            expected.Add(token);
            logits = session.Forward([token]);
        }

        var json = CommandRun.Json(
            "generate", "--model", checkpoint.Folder, "--prompt", "Hi", "--engine", "float", "--temperature", "0", "--max-new-tokens", "6");
        Assert.Equal([72, 105], json.GetProperty("prompt_tokens").EnumerateArray().Select(t => t.GetInt32()));
        Assert.Equal(expected, json.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()));
        Assert.Equal(ModelFolder.Open(checkpoint.Folder).LoadTokenizer().Decode([.. expected]), json.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("float")]
    [InlineData("integer")]
    public void Json_of_an_engine_without_cycles(string engine)
    {
        var json = CommandRun.Json("generate", "--prompt", "ROMEO:", "--engine", engine, "--max-new-tokens", "3");
        Assert.Equal(
            "engine device clock_mhz clock_basis fidelity prompt_tokens tokens text stop_reason prefill decode engines stalls",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(engine, json.GetProperty("engine").GetString());
        Assert.Equal(3, json.GetProperty("tokens").GetArrayLength());
        Assert.Equal("length", json.GetProperty("stop_reason").GetString());
        Assert.All(
            ["device", "clock_mhz", "clock_basis", "fidelity", "prefill", "decode", "engines", "stalls"],
            name => Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Text_is_the_prompt_and_what_follows()
    {
        string[] line = ["generate", "--prompt", "ROMEO:", "--engine", "integer", "--max-new-tokens", "12"];
        Assert.Equal("ROMEO:" + CommandRun.Json(line).GetProperty("text").GetString() + "\n", CommandRun.Output(line));
    }

    [Fact]
    public void The_seed_decides_what_is_drawn()
    {
        Assert.Equal(Draw("7"), Draw("7"));
        Assert.NotEqual(Draw("7"), Draw("8"));

        static string Draw(string seed) => CommandRun.Output(
            "generate", "--prompt", "ROMEO:", "--engine", "float", "--temperature", "1.5", "--top-k", "0", "--seed", seed, "--max-new-tokens", "12");
    }

    [Fact]
    public void A_model_without_a_tokenizer_takes_and_prints_ids()
    {
        using var checkpoint = Tiny.WithoutText();
        string[] line = ["generate", "--model", checkpoint.Folder, "--tokens", "1,2,3", "--engine", "float", "--max-new-tokens", "4"];
        var json = CommandRun.Json(line);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("text").ValueKind);
        var tokens = string.Join(',', json.GetProperty("tokens").EnumerateArray());
        Assert.Equal($"1,2,3 -> {tokens}\n", CommandRun.Output(line));
    }

    [Fact]
    public void Generation_ends_where_the_context_does()
    {
        using var checkpoint = Tiny.WithoutText();
        var run = CommandRun.Of("generate", "--model", checkpoint.Folder, "--tokens", "1,2,3", "--engine", "float", "--max-new-tokens", "100");
        Assert.Equal((0, "millrace: stopped because the model's context is full.\n"), (run.Code, run.Error));
        Assert.Equal(22, run.Out.Split("-> ")[1].Split(',').Length); // 21 fill the context, and its end predicts one more
    }

    [Fact]
    public void Generation_ends_where_the_model_ends_the_text()
    {
        using var checkpoint = new Models.Tests.TinyCheckpoint(Tiny.Config with { VocabularySize = 11, EosToken = null });
        string[] line = ["generate", "--model", checkpoint.Folder, "--tokens", "1", "--engine", "float", "--max-new-tokens", "20"];
        var tokens = CommandRun.Json(line).GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()).ToArray();
        var end = tokens.First(t => t != tokens[0]);
        var config = checkpoint.Path("config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"eos_token_id\":null", $"\"eos_token_id\":{end}", StringComparison.Ordinal));
        var json = CommandRun.Json(line);
        Assert.Equal("end_of_text", json.GetProperty("stop_reason").GetString());
        Assert.Equal(tokens.TakeWhile(t => t != end), json.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()));
    }

    [Fact]
    public void An_empty_prompt_is_the_token_that_begins_a_text() => Assert.Equal(
        [1023], CommandRun.Json("generate", "--prompt", "", "--engine", "float", "--max-new-tokens", "0")
            .GetProperty("prompt_tokens").EnumerateArray().Select(t => t.GetInt32()));

    [Fact]
    public void A_prompt_may_begin_with_a_dash_or_an_at_sign()
    {
        Assert.StartsWith("@x", CommandRun.Output("generate", "--prompt", "@x", "--engine", "float", "--max-new-tokens", "1"), StringComparison.Ordinal);
        Assert.StartsWith("- x", CommandRun.Output("generate", "--prompt=- x", "--engine", "float", "--max-new-tokens", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Calibration_text_and_smoothing_change_the_integers()
    {
        var text = Path.GetTempFileName();
        try
        {
            File.WriteAllText(text, "MENENIUS:\nWhat work's, my countrymen, in hand? where go you\nWith bats and clubs?\n");
            var plain = Logits();
            Assert.NotEqual(plain, Logits("--calibrate", text));
            Assert.NotEqual(plain, Logits("--smoothing", "0.5"));
            Assert.NotEqual(plain, Logits("--weights", "4"));
            Assert.Equal(Logits("--weights", "4"), LogitsOf("network", "--weights", "4"));
        }
        finally
        {
            File.Delete(text);
        }

        static byte[] Logits(params string[] options) => LogitsOf("integer", options);

        static byte[] LogitsOf(string engine, params string[] options)
        {
            var file = Path.GetTempFileName();
            CommandRun.Output(["logits", "--tokens", "1,2,3", "--engine", engine, "--output", file, .. options]);
            var bytes = File.ReadAllBytes(file);
            File.Delete(file);
            return bytes;
        }
    }

    [Fact]
    public void Stops_with_130_when_it_is_interrupted()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var run = CommandRun.Of("", ["generate", "--prompt", "ROMEO:", "--engine", "float"], source.Token);
        Assert.Equal((130, ""), (run.Code, run.Error));
    }
}

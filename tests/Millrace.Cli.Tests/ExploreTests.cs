using System.Text.Json;

namespace Millrace.Cli.Tests;

public sealed class ExploreTests
{
    [Fact]
    public void The_design_found_generates_the_same_tokens_as_the_usual_one()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            var found = Long("explore", "--model", Bundled.Folder, "--device", "u280", "--output", file, "--json");
            Assert.True(JsonElement.DeepEquals(found.GetProperty("design"), JsonDocument.Parse(File.ReadAllText(file)).RootElement));
            string[] generate = ["generate", "--prompt", "ROMEO:", "--max-new-tokens", "4", "--temperature", "0"];
            var usual = Long([.. generate, "--json"]);
            var explored = Long([.. generate, "--design", file, "--json"]);
            Assert.Equal(usual.GetProperty("tokens").GetRawText(), explored.GetProperty("tokens").GetRawText());
            Assert.True(Decode(explored) < Decode(usual), "what was explored is no faster");
        }
        finally
        {
            File.Delete(file);
        }

        static double Decode(JsonElement run) => run.GetProperty("decode")[0].GetProperty("cycles").GetDouble();
    }

    [Fact]
    public void Simulation_confirms_what_was_found()
    {
        var json = Explore("--objective prefill --prompt 32 --generate 8");
        var simulation = json.GetProperty("simulation");
        Assert.InRange(simulation.GetProperty("prefill_difference_percent").GetDouble(), -5, 5);
        Assert.InRange(simulation.GetProperty("decode_difference_percent").GetDouble(), -5, 5);
        Assert.InRange(json.GetProperty("gap").GetDouble(), 0, 1);
        Assert.True(json.GetProperty("bound").GetDouble() <= json.GetProperty("refined").GetProperty("prefill_ms").GetDouble());
        Assert.All(json.GetProperty("constraints").EnumerateArray(), c => Assert.True(c.GetProperty("satisfied").GetBoolean()));
    }

    [Fact]
    public void Where_there_are_no_kernels_there_is_no_simulation()
    {
        Assert.Equal(JsonValueKind.Null, Explore("--activations 4").GetProperty("simulation").ValueKind);
        var report = CommandRun.Output(Line("--activations 4"));
        Assert.DoesNotContain("simulation", report, StringComparison.Ordinal);
        Assert.Contains("limit of a region", report, StringComparison.Ordinal);
        Assert.Contains("generated tokens", report, StringComparison.Ordinal);
        Assert.Contains("W8A4 on u280 at 300 MHz", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_kernels_takes_the_context_it_needs()
    {
        var json = Long("explore", "--model", "llama3.2-1b", "--device", "u280", "--json");
        Assert.Equal(256, json.GetProperty("context_tokens").GetInt32());
        Assert.Contains("SLR0", json.GetProperty("operators").GetRawText(), StringComparison.Ordinal);
        Assert.All(json.GetProperty("regions").EnumerateArray(), r => Assert.True(r.GetProperty("satisfied").GetBoolean()));
        Assert.Equal(15, json.GetProperty("regions").GetArrayLength());
        Assert.Equal(256, json.GetProperty("design").GetProperty("model").GetProperty("context_length").GetInt32());
        Assert.Equal(64, Explore("--context 64 --prompt 8 --generate 8").GetProperty("context_tokens").GetInt32());
    }

    [Fact]
    public void Choices_of_precision_and_boards_are_told_apart()
    {
        var json = Explore("--weights 4,8 --fpgas 1,2 --tensor-parallel 1 --no-simulation");
        Assert.Equal(
            [(4, 1), (4, 2), (8, 1), (8, 2)],
            json.GetProperty("combinations").EnumerateArray()
                .Select(c => (c.GetProperty("weight_bits").GetInt32(), c.GetProperty("pipeline_parallel").GetInt32())));
        Assert.All(json.GetProperty("combinations").EnumerateArray(), c => Assert.InRange(c.GetProperty("gap").GetDouble(), 0, 1));
        var designs = json.GetProperty("front").EnumerateArray().Select(p => p.GetProperty("design")).ToArray();
        Assert.Contains(designs, d => d.GetProperty("weight_bits").GetInt32() == 4);

        var report = CommandRun.Of("", ["explore", "--model", "llama2-13b", "--device", "u280", "--weights", "8,3"]).Out;
        Assert.Contains("no design of llama2-13b as W8A8 fits u280: the smallest takes 54 channels of 28", report, StringComparison.Ordinal);
        Assert.Contains("none fits", report, StringComparison.Ordinal);
        Assert.Contains("W3A8", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_of_an_encoder_overlap()
    {
        string[] line = ["explore", "--model", "bert-base", "--device", "u280", "--clock", "250", "--prompt", "32", "--json"];
        var (one, four) = (Long(line), Long([.. line, "--sequences", "4"]));
        Assert.Equal((1, 4), (one.GetProperty("sequences").GetInt32(), four.GetProperty("sequences").GetInt32()));
        Assert.Equal(4, four.GetProperty("design").GetProperty("sequences").GetInt32());
        Assert.InRange(Ms(four), 1.1 * Ms(one), 3.9 * Ms(one));
        Assert.InRange(four.GetProperty("simulation").GetProperty("prefill_difference_percent").GetDouble(), -2, 2);

        static double Ms(JsonElement found) => found.GetProperty("simulation").GetProperty("prefill_ms").GetDouble();
    }

    [Fact]
    public void Of_an_encoder_the_prompt_is_made_fast()
    {
        var json = Long("explore", "--model", "bert-base", "--device", "u280", "--json");
        Assert.Equal("prefill", json.GetProperty("objective").GetString());
    }

    [Fact]
    public void Ctrl_c_before_anything_was_found_ends_the_command()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Equal((130, ""), (CommandRun.Of("", Line(""), source.Token).Code, CommandRun.Of("", Line(""), source.Token).Out));
    }

    [Theory]
    [InlineData("", "--model NAME|DIR is needed: millrace models lists the names.")]
    [InlineData("--model gpt2", "--device NAME|FILE.json is needed: millrace devices lists the names.")]
    [InlineData("--model gpt9 --device u280", "there is no model \"gpt9\"; the nearest names are gpt2, gpt2-xl, gpt2-large, and a folder with a config.json can be given too.")]
    [InlineData("--model gpt2 --device u280 --objective fast", "--objective is \"fast\", but it must be decode, prefill, total or energy.")]
    [InlineData("--model gpt2 --device u280 --prompt 0", "--prompt is \"0\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --prompt 2000", "the prompt has 2000 tokens, but the context of gpt2 holds at most 1024.")]
    [InlineData("--model gpt2 --device u280 --generate 0", "of 0 generated tokens none is decoded (the prompt gives the first), so no decode is explored: use --objective prefill.")]
    [InlineData("--model gpt2 --device u280 --generate 1", "of 1 generated tokens none is decoded (the prompt gives the first), so no decode is explored: use --objective prefill.")]
    [InlineData("--model gpt2 --device u280 --sequences 2", "2 sequences are to be in flight, but gpt2 is a decoder and takes one.")]
    [InlineData("--model bert-base --device u280 --sequences 65", "--sequences is \"65\", but it must be an integer from 1 to 64.")]
    [InlineData("--model bert-base --device u280 --objective decode", "bert-base is an encoder and decodes nothing: use --objective prefill.")]
    [InlineData("--model bert-base --device u280 --generate 5", "bert-base is an encoder and generates no tokens, but 5 are asked for.")]
    [InlineData(
        "--model gpt2 --device u280 --context 100", "the context has 100 tokens, but 128 of the prompt and 128 generated need 256.")]
    [InlineData("--model gpt2 --device u280 --context 2048", "the context has 2048 tokens, but that of gpt2 holds at most 1024.")]
    [InlineData("--model gpt2 --device u280 --context 0", "--context is \"0\", but it must be an integer of at least 1.")]
    [InlineData("--model gpt2 --device u280 --weights 0", "--weights is \"0\", but it must be one or more integers from 2 to 16, set apart by commas.")]
    [InlineData("--model gpt2 --device u280 --weights 8,17", "--weights is \"8,17\", but it must be one or more integers from 2 to 16, set apart by commas.")]
    [InlineData("--model gpt2 --device u280 --activations 1", "--activations is \"1\", but it must be one or more integers from 2 to 16, set apart by commas.")]
    [InlineData("--model gpt2 --device u280 --time-limit 0", "--time-limit is \"0\", but it must be a number of seconds above 0 and at most 86400.")]
    [InlineData("--model gpt2 --device u280 --time-limit 0.000001", "no design was found within the --time-limit: give the search more time.")]
    [InlineData(
        "--model gpt2 --device u280 --fpgas 1,5",
        "5 FPGAs cannot share gpt2: they are no product of a divisor of its 12 heads of keys and values and one of its 12 layers.")]
    [InlineData("--model gpt2 --device u280 --clock 0", "--clock is \"0\", but it must be a number from 1 to 2000, in MHz.")]
    [InlineData("--model gpt2 --device u280 --tensor-parallel 5", "tensor parallelism is 5, but it must divide the 12 heads of keys and values of gpt2.")]
    [InlineData("--model gpt2 --device u280 --pipeline-parallel 5", "pipeline parallelism is 5, but it must divide the 12 layers of gpt2.")]
    [InlineData("--model gpt2 --device u280 --fpgas 3 --tensor-parallel 2", "tensor parallelism 2 and pipeline parallelism 1 take 2 FPGAs, but the number of FPGAs is 3.")]
    [InlineData("--model gpt2 --device zcu102 --fpgas 2", "2 FPGAs are asked for, but zcu102 has no links to others.")]
    [InlineData("--model gpt2 --device u280 --output /", "/: it is a folder, but a file is to be written.")]
    public void What_is_wrong_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(["explore", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    private static string[] Line(string options) =>
        ["explore", "--model", Bundled.Folder, "--device", "u280", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Of a command that may run so long that it tells its progress.</summary>
    private static JsonElement Long(params string[] args)
    {
        var (code, output, error) = CommandRun.Of("", args);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static JsonElement Explore(string options) => Long([.. Line(options), "--json"]);
}

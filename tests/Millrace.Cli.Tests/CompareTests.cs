using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace compare</c>.</summary>
public sealed class CompareTests
{
    private static readonly string[] Small = ["compare", "--model", "gpt2-medium", "--prompt", "32,128", "--generate", "64,256"];

    [Fact]
    public void Everything_is_in_the_json()
    {
        var json = CommandRun.Json(Small);
        Assert.Equal(
            "model prompt_tokens generated_tokens context_length reference_prompt_tokens reference_generated_tokens contenders rows "
            + "winners pairs curves roofline formulas published unverified",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(
            "contender prompt_tokens generated_tokens feasible message prefill_ms decode_ms total_ms tokens_per_second joules "
            + "joules_per_token prefill_bound decode_bound fidelity",
            string.Join(' ', json.GetProperty("rows")[0].EnumerateObject().Select(p => p.Name)));
        Assert.Equal(20, json.GetProperty("rows").GetArrayLength());
        Assert.Equal(["best_case", "overlay", "gpu", "gpu", "gpu"], Texts(json.GetProperty("contenders"), "kind"));
        var crossover = json.GetProperty("pairs")[1].GetProperty("crossovers")[0];
        Assert.Equal(32, crossover.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(
            crossover.GetProperty("latency").GetProperty("first_win").GetInt32(),
            crossover.GetProperty("latency").GetProperty("wins")[0].GetProperty("from").GetInt32());
        Assert.Contains("equation", json.GetProperty("formulas")[0].GetProperty("formulas")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void The_terminal_shows_cells_winners_and_a_sentence_for_each_pair()
    {
        var (text, json) = (CommandRun.Output(Small), CommandRun.Json(Small));
        Assert.All(Texts(json.GetProperty("pairs"), "sentence"), s => Assert.Contains(s + "\n", text, StringComparison.Ordinal));
        Assert.Contains("ms from prompt to last token", text, StringComparison.Ordinal);
        Assert.Contains("J per generated token", text, StringComparison.Ordinal);
        Assert.Contains("  A   u280 best case ", text, StringComparison.Ordinal);
        Assert.Contains(
            "\nBest case, not a design: multipliers up to what can be routed, sized for the longest prompt and output.\n"
            + "No concrete design has been shown to be as fast there; for shorter ones a design may be faster.\n"
            + "For a design to build: millrace explore --output FILE.json, then millrace compare --design FILE.json.\n",
            text, StringComparison.Ordinal);
        foreach (var row in json.GetProperty("rows").EnumerateArray())
            Assert.Contains(Analysis.FigureText.Figure(row.GetProperty("total_ms").GetDouble()), text, StringComparison.Ordinal);
        Assert.Matches(
            "u280 best case wins against a100-80gb-pcie FP16 on latency from [0-9]+ generated tokens on at a prompt of 32, from ",
            text);
        var tables = text.Split('\n').Where(l => !l.Contains(" wins against ", StringComparison.Ordinal));
        Assert.All(tables, l => Assert.InRange(l.Length, 0, 130));
    }

    [Fact]
    public void A_best_case_that_nothing_can_be_generated_of_says_so()
    {
        string[] line = ["compare", "--model", "gpt2", "--device", "u250,u280", "--prompt", "32", "--generate", "32"];
        var contenders = CommandRun.Json(line).GetProperty("contenders").EnumerateArray().ToArray();
        var note = contenders[0].GetProperty("note").GetString();
        Assert.StartsWith("Nothing that millrace generates fits u250: ", note, StringComparison.Ordinal);
        Assert.All(contenders.Skip(1), c => Assert.Equal(JsonValueKind.Null, c.GetProperty("note").ValueKind));
        Assert.Contains($"\nu250 best case: {note}\n", CommandRun.Output(line), StringComparison.Ordinal);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            CommandRun.Output([.. line, "--report", file]);
            Assert.Contains($"u250 best case: {note}", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Defaults_are_a_u280_an_a100_and_the_usual_lengths()
    {
        var json = CommandRun.Json("compare", "--model", "gpt2");
        Assert.Equal("[32,64,128,256]", json.GetProperty("prompt_tokens").GetRawText());
        Assert.Equal("[32,64,128,256]", json.GetProperty("generated_tokens").GetRawText());
        Assert.Equal("u280 best case", json.GetProperty("contenders")[0].GetProperty("name").GetString());
        Assert.Equal("a100-80gb-pcie FP16", json.GetProperty("contenders")[2].GetProperty("name").GetString());
        Assert.Equal("[0]", CommandRun.Json("compare", "--model", "bert-base").GetProperty("generated_tokens").GetRawText());
    }

    [Fact]
    public void Lists_make_all_contenders()
    {
        var json = CommandRun.Json(
            "compare", "--model", "gpt2", "--device", "u280, v80",
            "--gpu", "a100-80gb-pcie,t4", "--weights", "4", "--clock", "250");
        Assert.Equal(10, json.GetProperty("contenders").GetArrayLength());
        Assert.Equal((2 * 6) + 2, json.GetProperty("pairs").GetArrayLength());
        Assert.Equal("W4A8", json.GetProperty("contenders")[0].GetProperty("precision").GetString());
        Assert.Equal(250, json.GetProperty("contenders")[0].GetProperty("clock_mhz").GetDouble());
    }

    [Fact]
    public void Designs_of_one_name_are_both_shown()
    {
        var folder = Directory.CreateTempSubdirectory("millrace-compare").FullName;
        try
        {
            var (first, second) = (Path.Combine(folder, "a", "d.json"), Path.Combine(folder, "b", "d.json"));
            foreach (var (file, clock) in new[] { (first, "300"), (second, "200") })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                // It may tell its progress, if the machine has other work.
                Assert.Equal(0, CommandRun.Of("explore", "--model", Bundled.Folder, "--device", "u280", "--clock", clock, "--output", file).Code);
            }

            var json = CommandRun.Json("compare", "--model", Bundled.Folder, "--design", $"{first},{second}");
            var designs = json.GetProperty("contenders").EnumerateArray()
                .Where(c => c.GetProperty("kind").GetString() == "design").ToArray();
            Assert.Equal(["d.json", "d.json 2"], designs.Select(c => c.GetProperty("name").GetString()));
            Assert.Equal([300.0, 200], designs.Select(c => c.GetProperty("clock_mhz").GetDouble()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_does_not_fit_is_said_and_not_an_error() =>
        Assert.Contains(
            "t4 FP16: llama2-13b takes 26.0 GB of weights and 0.1 GB of keys and values, but t4 has 16.0 GB.\n",
            CommandRun.Output("compare", "--model", "llama2-13b", "--gpu", "t4"), StringComparison.Ordinal);

    [Fact]
    public void Help_has_examples_that_work()
    {
        var help = CommandRun.Output("compare", "--help");
        var examples = help.Split('\n').SkipWhile(l => l != "Examples:").Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        Assert.Equal(3, examples.Length);
        CommandRun.Output(examples[0].Split(' ')[1..]);
        CommandRun.Output(examples[2].Split(' ')[1..]);
    }

    [Theory]
    [InlineData("", "--model NAME|DIR is needed: millrace models lists the names.")]
    [InlineData(
        "--model gpt9",
        "there is no model \"gpt9\"; the nearest names are gpt2, gpt2-xl, gpt2-large, and a folder with a config.json "
        + "can be given too.")]
    [InlineData(
        "--model gpt2 --device u280,u28",
        "there is no device \"u28\"; the nearest names are u280, u200, u250, and a device file (.json) can be given too.")]
    [InlineData(
        "--model gpt2 --gpu h10",
        "there is no GPU \"h10\"; the nearest names are h100-sxm, h200, l4, and a GPU file (.json) can be given too.")]
    [InlineData("--model gpt2 --device ,", "--device is \",\", but it must be one or more names, set apart by commas.")]
    [InlineData("--model gpt2 --gpu t4,,l4", "--gpu is \"t4,,l4\", but it must be one or more names, set apart by commas.")]
    [InlineData(
        "--model gpt2 --prompt 32,many",
        "--prompt is \"32,many\", but it must be one or more integers of at least 1, set apart by commas.")]
    [InlineData("--model gpt2 --prompt 0", "--prompt is \"0\", but it must be one or more integers of at least 1, set apart by commas.")]
    [InlineData(
        "--model gpt2 --generate 1.5",
        "--generate is \"1.5\", but it must be one or more integers of at least 1, set apart by commas.")]
    [InlineData(
        "--model gpt2 --generate -1",
        "--generate is \"-1\", but it must be one or more integers of at least 1, set apart by commas.")]
    [InlineData("--model gpt2 --prompt 2000", "the prompt has 2000 tokens, but the context of gpt2 holds at most 1024.")]
    [InlineData(
        "--model gpt2 --prompt 32,1000 --generate 64",
        "1000 tokens of prompt and 64 generated ones make 1064, but the context of gpt2 holds at most 1024.")]
    [InlineData("--model bert-base --generate 8", "--generate was given, but bert-base is an encoder and generates no tokens.")]
    [InlineData("--model gpt2 --weights 17", "--weights is \"17\", but it must be an integer from 1 to 16.")]
    [InlineData("--model gpt2 --activations 17", "--activations is \"17\", but it must be an integer from 1 to 16.")]
    [InlineData("--model gpt2 --clock 0", "--clock is \"0\", but it must be a number from 1 to 2000, in MHz.")]
    public void What_is_wrong_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(["compare", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    private static string[] Texts(JsonElement array, string property) =>
        [.. array.EnumerateArray().Select(e => e.GetProperty(property).GetString()!)];
}

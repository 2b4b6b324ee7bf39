namespace Millrace.Cli.Tests;

/// <summary>Command lines that are wrong, and help.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("frobnicate", "\"frobnicate\" is not a command of millrace; see millrace --help.")]
    [InlineData("--frob", "\"--frob\" is not an option of millrace; see millrace --help.")]
    [InlineData("generate --promt x", "\"--promt\" is not an option of millrace generate; see millrace generate --help.")]
    [InlineData("generate --prompt x y", "\"y\" is not an argument of millrace generate; see millrace generate --help.")]
    [InlineData("generate", "a prompt is needed: --prompt TEXT or --tokens 1,2,3.")]
    [InlineData("generate --prompt x --tokens 1", "--prompt and --tokens were both given, but only one can be.")]
    [InlineData("generate --prompt", "Required argument missing for option: '--prompt'.")]
    [InlineData("generate --tokens 1,x", "--tokens is \"1,x\", but it must be integers separated by commas, as in 1,2,3.")]
    [InlineData("generate --tokens 1,99999999999",
        "--tokens is \"1,99999999999\", but it must be integers separated by commas, as in 1,2,3.")]
    [InlineData("generate --tokens 1,,2", "--tokens is \"1,,2\", but it must be integers separated by commas, as in 1,2,3.")]
    [InlineData("generate --tokens ,", "--tokens is \",\", but it must be integers separated by commas, as in 1,2,3.")]
    [InlineData("generate --prompt x --engine gpu", "--engine is \"gpu\", but it must be network, integer or float.")]
    [InlineData("generate --prompt x --clock 0", "--clock is \"0\", but it must be a number from 1 to 2000, in MHz.")]
    [InlineData("generate --prompt x --clock fast", "--clock is \"fast\", but it must be a number from 1 to 2000, in MHz.")]
    [InlineData("generate --prompt x --clock NaN", "--clock is \"NaN\", but it must be a number from 1 to 2000, in MHz.")]
    [InlineData("generate --prompt x --temperature -1", "--temperature is \"-1\", but it must be a number of at least 0.")]
    [InlineData("generate --prompt x --top-k 1.5", "--top-k is \"1.5\", but it must be an integer of at least 0.")]
    [InlineData("generate --prompt x --seed -1", "--seed is \"-1\", but it must be an integer from 0 to 18446744073709551615.")]
    [InlineData("generate --prompt x --seed 1 --seed 2", "Option '--seed' expects a single argument but 2 were provided.")]
    [InlineData("generate --prompt x --max-new-tokens many", "--max-new-tokens is \"many\", but it must be an integer of at least 0.")]
    [InlineData("generate --prompt x --smoothing 2", "--smoothing is \"2\", but it must be a number from 0 to 1.")]
    [InlineData("generate --prompt x --weights 9", "--weights is \"9\", but it must be an integer from 2 to 8.")]
    [InlineData("generate --prompt x --device u281",
        "there is no device \"u281\"; the nearest names are u280, u200, u250, and a device file (.json) can be given too.")]
    [InlineData("generate --prompt x --device no.json", "no.json: there is no such file.")]
    [InlineData("generate --prompt x --engine integer --calibrate no.txt", "no.txt: there is no such file.")]
    [InlineData("generate --prompt x --model no/such", "no/such: there is no such folder.")]
    [InlineData("generate --tokens 1,1024", "token 1024 at position 1 is not in the model's vocabulary, which is 0 to 1023.")]
    [InlineData("generate --tokens -1", "token -1 at position 0 is not in the model's vocabulary, which is 0 to 1023.")]
    public void A_wrong_command_line_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("network")]
    [InlineData("integer")]
    [InlineData("float")]
    public void A_prompt_longer_than_the_context_is_refused(string engine) => Assert.Equal(
        "257 tokens were given, but the model's context holds at most 256.",
        CommandRun.Refusal("generate", "--tokens", string.Join(',', Enumerable.Repeat("1", 257)), "--engine", engine));

    [Theory]
    [InlineData("")]
    [InlineData("generate")]
    [InlineData("classify")]
    [InlineData("fill-mask")]
    [InlineData("encode")]
    [InlineData("logits")]
    [InlineData("tokenize")]
    [InlineData("evaluate")]
    [InlineData("kernels")]
    [InlineData("kernel")]
    [InlineData("cosim")]
    [InlineData("emit")]
    [InlineData("synth")]
    [InlineData("estimate")]
    [InlineData("explore")]
    [InlineData("devices")]
    [InlineData("models")]
    [InlineData("random-checkpoint")]
    [InlineData("time")]
    [InlineData("study")]
    [InlineData("validate")]
    public void Help_ends_in_examples(string command)
    {
        string[] line = command.Length == 0 ? ["--help"] : [command, "--help"];
        var help = CommandRun.Output(line);
        Assert.Contains("Usage:\n", help, StringComparison.Ordinal);
        var examples = help.Split("Examples:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.StartsWith($"  millrace {command}", e, StringComparison.Ordinal));
    }

    [Fact]
    public void An_internal_error_says_so_and_keeps_its_trace()
    {
        using var error = new StringWriter();
        var terminal = new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = error };
        Assert.Equal(70, Failures.Report(new InvalidOperationException("broken wheel"), designIsUsers: false, terminal));
        Assert.StartsWith("millrace: internal error", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: broken wheel", error.ToString(), StringComparison.Ordinal);
    }
}

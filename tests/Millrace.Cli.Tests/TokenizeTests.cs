using System.Text;

namespace Millrace.Cli.Tests;

public sealed class TokenizeTests
{
    [Fact]
    public void A_text_is_taken_as_a_whole()
    {
        using var checkpoint = Tiny.WithText();
        Assert.Equal("72 105 10 33\n", CommandRun.Output("tokenize", "--model", checkpoint.Folder, "Hi\n!"));
        Assert.Equal("45 120 256\n", CommandRun.Output("tokenize", "--model", checkpoint.Folder, "--", "-x<|endoftext|>"));
        Assert.Equal("\n", CommandRun.Output("tokenize", "--model", checkpoint.Folder, ""));
    }

    [Fact]
    public void Each_line_of_standard_input_is_a_line_of_ids()
    {
        using var checkpoint = Tiny.WithText();
        var run = CommandRun.Of("Hi\n\nä\r\n!", ["tokenize", "--model", checkpoint.Folder]);
        Assert.Equal(new CommandRun(0, "72 105\n\n195 164\n33\n", ""), run);
    }

    [Fact]
    public void Json_has_a_list_for_each_line()
    {
        using var checkpoint = Tiny.WithText();
        Assert.Equal("[[72,105]]", CommandRun.Json("tokenize", "--model", checkpoint.Folder, "Hi").GetProperty("tokens").GetRawText());
        Assert.Equal("{\"tokens\":[[72],[],[105]]}\n", CommandRun.Of("H\n\ni\n", ["tokenize", "--model", checkpoint.Folder, "--json"]).Out);
        Assert.Equal("{\"tokens\":[]}\n", CommandRun.Of("", ["tokenize", "--model", checkpoint.Folder, "--json"]).Out);
    }

    [Fact]
    public void The_bundled_model_is_the_default() =>
        Assert.Equal(Millrace.Models.Tokenizer.Load(Bundled.Folder).Encode("To be, or not"), CommandRun.Output("tokenize", "To be, or not").Split(' ').Select(int.Parse));

    [Fact]
    public void Input_that_is_not_UTF8_is_refused()
    {
        var run = CommandRun.Of([0x41, 0xFF, 0x0A], ["tokenize"]);
        Assert.Equal(new CommandRun(2, "", "millrace: standard input: it is not UTF-8 text.\n"), run);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_refused()
    {
        using var checkpoint = Tiny.WithoutText();
        Assert.Equal(
            $"{checkpoint.Folder}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.json with merges.txt.",
            CommandRun.Refusal("tokenize", "--model", checkpoint.Folder, "Hi"));
    }
}

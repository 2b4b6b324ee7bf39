using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace study</c>.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly string Page = Path.GetFullPath(Path.Combine(Here(), "..", "..", "docs", "study.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory("millrace-study").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_in_the_documentation_is_what_the_command_writes_now()
    {
        var file = Path.Combine(_folder, "study.md");
        var verdicts = CommandRun.Output("study", "--output", file);
        Assert.Equal(File.ReadAllBytes(Page), File.ReadAllBytes(file));
        Assert.Equal(6, verdicts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(
            verdicts.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            v => Assert.Contains($"\n### {v}\n", File.ReadAllText(Page), StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_folder)); // nothing temporary stays
    }

    [Fact]
    public void The_page_is_the_same_in_every_culture_and_on_standard_output()
    {
        var usual = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;
            Assert.Equal(File.ReadAllText(Page), CommandRun.Output("study"));
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    [Fact]
    public void No_line_of_the_page_is_too_long() => Assert.All(File.ReadAllLines(Page), line => Assert.True(line.Length <= 140, line));

    [Fact]
    public void The_page_says_what_its_figures_are()
    {
        var page = File.ReadAllText(Page);
        Assert.Contains("    millrace study --output docs/study.md\n", page, StringComparison.Ordinal);
        Assert.Contains("*closed form*", page, StringComparison.Ordinal);
        Assert.Contains("the clock is an assumption", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_table()
    {
        var json = CommandRun.Json("study");
        Assert.Equal(
            "fidelity clock_mhz insights quantization packing macs reuse lengths gpus needed boards",
            string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("closed form", json.GetProperty("fidelity").GetString());
        var row = json.GetProperty("macs")[0];
        Assert.Equal(("bert-base", "prefill", "u280"), (Text(row, "model"), Text(row, "phase"), Text(row, "board")));
        Assert.Equal(16, row.GetProperty("point").GetProperty("macs_per_cycle").GetInt64());
        Assert.All(
            json.GetProperty("insights").EnumerateArray(),
            i => Assert.Equal(
                i.GetProperty("confirmed").GetBoolean(),
                i.GetProperty("claims").EnumerateArray().All(c => c.GetProperty("holds").GetBoolean())));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_answered_with_a_sentence()
    {
        var missing = Path.Combine(_folder, "no", "study.md");
        Assert.Equal(
            $"{missing}: it cannot be written (there is no folder {Path.Combine(_folder, "no")}).",
            CommandRun.Refusal("study", "--output", missing));
        Assert.Equal($"{_folder}: it is a folder, but a file is to be written.", CommandRun.Refusal("study", "--output", _folder));
        Assert.Equal("/dev/null: it is a device, but a file is to be written.", CommandRun.Refusal("study", "--output", "/dev/null"));
        Assert.Equal("--output: the name of the file is empty.", CommandRun.Refusal("study", "--output", ""));
    }

    [Theory]
    [InlineData("study --output", "Required argument missing for option: '--output'.")]
    [InlineData("study --form paper", "\"--form\" is not an option of millrace study; see millrace study --help.")]
    [InlineData("study u280", "\"u280\" is not an argument of millrace study; see millrace study --help.")]
    public void A_wrong_command_line_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ')));

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

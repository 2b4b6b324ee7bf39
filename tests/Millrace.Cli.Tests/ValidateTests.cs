using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Millrace.Cli.Tests;

/// <summary><c>millrace validate</c>. It takes seconds, so that it runs once for all that is looked at.</summary>
public sealed class ValidateTests : IDisposable
{
    private static readonly string Page = Path.GetFullPath(Path.Combine(Here(), "..", "..", "docs", "refined.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory("millrace-validate").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_table_in_the_documentation_is_what_the_command_writes_now_and_keeps_the_bounds()
    {
        var file = Path.Combine(_folder, "errors.md");
        var run = CommandRun.Of("validate", "--json", "--output", file);
        Assert.Equal(0, run.Code);
        Assert.EndsWith("\n\n" + File.ReadAllText(file), File.ReadAllText(Page), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder)); // nothing temporary stays

        var json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("prefill decode points", string.Join(' ', json.EnumerateObject().Select(p => p.Name)));
        Assert.True(json.GetProperty("points").GetArrayLength() >= 36);
        foreach (var phase in new[] { "prefill", "decode" })
        {
            Assert.InRange(json.GetProperty(phase).GetProperty("mean_percent").GetDouble(), 0, 3);
            Assert.InRange(json.GetProperty(phase).GetProperty("worst_percent").GetDouble(), 0, 10);
            Assert.All(json.GetProperty("points").EnumerateArray(), p => Assert.Equal(
                100 * (Cycles(p, phase, "predicted") - Cycles(p, phase, "simulated")) / Cycles(p, phase, "simulated"),
                Cycles(p, phase, "error_percent"), 9));
        }
    }

    [Fact]
    public void Ctrl_C_stops_it()
    {
        var run = CommandRun.Of("", ["validate"], new CancellationToken(canceled: true));
        Assert.Equal(("", 130), (run.Out, run.Code));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_answered_before_anything_is_simulated()
    {
        Assert.Equal($"{_folder}: it is a folder, but a file is to be written.", CommandRun.Refusal("validate", "--output", _folder));
        Assert.Equal("--output: the name of the file is empty.", CommandRun.Refusal("validate", "--output", ""));
    }

    [Theory]
    [InlineData("validate --output", "Required argument missing for option: '--output'.")]
    [InlineData("validate --form paper", "\"--form\" is not an option of millrace validate; see millrace validate --help.")]
    [InlineData("validate u280", "\"u280\" is not an argument of millrace validate; see millrace validate --help.")]
    public void A_wrong_command_line_is_answered_with_a_sentence(string line, string sentence) =>
        Assert.Equal(sentence, CommandRun.Refusal(line.Split(' ')));

    private static double Cycles(JsonElement point, string phase, string name) => point.GetProperty(phase).GetProperty(name).GetDouble();

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

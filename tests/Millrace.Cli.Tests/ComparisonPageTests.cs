using System.Runtime.CompilerServices;

namespace Millrace.Cli.Tests;

/// <summary>What docs/comparison.md shows is what its command prints.</summary>
public sealed class ComparisonPageTests
{
    // Exploring takes too long for a test: Compare/d.json is what this command wrote. Once it writes something else, replace the file.
    private const string Explore = "millrace explore --model gpt2-medium --device u280 --objective total --output d.json";
    private const string Compare = "millrace compare --model gpt2-medium --device u280 --design d.json";

    [Fact]
    public void The_example_is_what_its_command_prints()
    {
        var page = File.ReadAllText(Path.Combine(Here(), "..", "..", "docs", "comparison.md"));
        Assert.Contains($"    {Explore}\n    {Compare}\n", page, StringComparison.Ordinal);
        var design = Path.Combine(Here(), "Compare", "d.json");
        var printed = CommandRun.Output([.. Compare.Split(' ')[1..].Select(word => word == "d.json" ? design : word)]);
        const string fence = "```text\n";
        var start = page.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        Assert.Equal(
            string.Join('\n', printed.Split('\n').Select(line => line.TrimEnd())),
            page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

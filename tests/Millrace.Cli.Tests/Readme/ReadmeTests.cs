using System.Runtime.CompilerServices;

namespace Millrace.Cli.Tests.Readme;

/// <summary>What the README shows is what is compiled here, and does what the README says.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void The_kernel_is_the_one_that_is_compiled() => Assert.Equal(Example(), Block("csharp"));

    [Fact]
    public void The_kernel_prints_what_is_shown()
    {
        using var output = new StringWriter { NewLine = "\n" };
        RowMaxExample.Run(output);
        Assert.Equal(Block("text"), output.ToString());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/tutorials/first-kernel.md")]
    [InlineData("docs/tutorials/feed-forward.md")]
    [InlineData("docs/tutorials/replace-a-kernel.md")]
    public void Links_lead_somewhere(string page)
    {
        var file = Path.Combine(Root, page);
        var links = File.ReadAllText(file).Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link)), link));
    }

    // The first block of its kind, without the fences.
    private static string Block(string language)
    {
        var fence = $"```{language}\n";
        var start = Text.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return Text[start..Text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Example() => SourceRegion.Of(Path.Combine(Here(), "RowMaxExample.cs"), "README: begin", "README: end");

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

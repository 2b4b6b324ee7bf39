using System.Runtime.CompilerServices;
using System.Text;

namespace Millrace.Cli.Tests.Tutorials;

/// <summary>
/// A page of docs/tutorials whose code and printed text are made here: a fenced block under <c>snippet: NAME</c> is a region of a source,
/// one under <c>output: NAME</c> what a part of it prints.
/// </summary>
/// <param name="Page">The page's name.</param>
/// <param name="Sources">The files with the regions.</param>
/// <param name="Outputs">What prints, by name.</param>
internal sealed record Tutorial(string Page, string[] Sources, IReadOnlyDictionary<string, Action<TextWriter>> Outputs)
{
    private const string Fence = "```";

    internal static IReadOnlyList<Tutorial> All { get; } =
    [
        new("first-kernel", ["FirstKernel.cs"], FirstKernel.Outputs),
        new("feed-forward", ["FeedForward.cs"], FeedForward.Outputs),
        new("replace-a-kernel", ["HalfTable.cs", "ReplaceAKernel.cs"], ReplaceAKernel.Outputs),
    ];

    internal string File => Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "tutorials", $"{Page}.md"));

    /// <summary>The page with all that is made here put in.</summary>
    internal string Make(string page)
    {
        var made = new StringBuilder();
        var lines = page.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            made.Append(lines[i]).Append(i < lines.Length - 1 ? "\n" : "");
            if (Block(lines[i]) is not { } block)
                continue;
            // The fence stays, what is between is written anew.
            made.Append(lines[++i]).Append('\n').Append(block);
            while (lines[i + 1] != Fence)
                i++;
        }

        return made.ToString();
    }

    /// <summary>The fences that no mark stands above.</summary>
    internal static IEnumerable<string> Unmarked(string page)
    {
        var lines = page.Split('\n');
        var open = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            open = !open;
            if (open && !lines[i - 1].StartsWith("<!-- ", StringComparison.Ordinal))
                yield return lines[i];
        }
    }

    private string? Block(string line) => line.Split(' ') switch
    {
        ["<!--", "snippet:", var name, "-->"] => Snippet($"// snippet: {name}"),
        ["<!--", "output:", var name, "-->"] => Printed(Outputs[name]),
        _ => null,
    };

    private string Snippet(string mark) => SourceRegion.Of(
        Sources.Select(s => Path.Combine(Here(), s)).First(f => System.IO.File.ReadLines(f).Any(l => l.Trim() == mark)), mark, "// end of snippet");

    private static string Printed(Action<TextWriter> print)
    {
        using var output = new StringWriter { NewLine = "\n" };
        print(output);
        return output.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

using System.Runtime.CompilerServices;
using Millrace.Hls;

namespace Millrace.Kernels.Tests;

/// <summary>What the pages of docs/kernels show as C# is what is compiled and timed here.</summary>
public sealed class KernelPagesTests
{
    public static TheoryData<string> Names => [.. MatrixExamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_a_page_is_compiled_and_runs_to_its_end(string name)
    {
        var page = File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "docs", "kernels", $"{name}.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{Example(name)}```\n", page, StringComparison.Ordinal);
        var (example, launch) = MatrixExamples.All[name];
        Assert.True(new TimingSimulation(Design.Of(example())).Run(launch).Cycles > 0);
    }

    private static string Example(string name)
    {
        const string indent = "        ";
        var lines = File.ReadAllLines(Path.Combine(Here(), "MatrixExamples.cs"))
            .SkipWhile(l => l != $"{indent}// {name}").Skip(1).TakeWhile(l => l != $"{indent}// end");
        return string.Concat(lines.Select(l => (l.StartsWith(indent, StringComparison.Ordinal) ? l[indent.Length..] : l) + "\n"));
    }

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}

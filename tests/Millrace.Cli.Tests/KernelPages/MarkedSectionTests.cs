using Millrace.Kernels;

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>Parameters and diagrams on the pages that are otherwise written by hand, between their marks, are what the command prints;
/// MILLRACE_UPDATE_SNAPSHOTS=1 writes them anew.</summary>
public sealed class MarkedSectionTests
{
    public static TheoryData<string> Names => [.. KernelCatalogue.All.Select(k => k.Name).Where(IsMarked)];

    [Fact]
    public void Sixteen_pages_have_marks() => Assert.Equal(16, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sections_of_the_page_are_what_the_command_prints(string name) => PageSnapshot.Check(KernelPage.File(name), page =>
    {
        var instance = KernelCatalogue.Find(name).Build();
        var result = KernelResult.Of(instance);
        var launch = string.Join(", ", result.Launch.Select(a => $"{a.Key} = {a.Value}"));
        var diagram = $"```text\n{KernelPage.Diagram(instance)}\n{result.Cycles} cycles for a launch with {launch} (cycle-exact simulation)\n```\n";
        page = With(page, $"<!-- parameters of {name} -->\n", "<!-- end of the parameters -->\n", KernelPage.Parameters(result));
        return With(page, $"<!-- diagram of {name} -->\n", "<!-- end of the diagram -->\n", diagram);
    });

    private static bool IsMarked(string name) => File.Exists(KernelPage.File(name))
        && File.ReadAllText(KernelPage.File(name)).Contains($"<!-- parameters of {name} -->", StringComparison.Ordinal);

    private static string With(string page, string begin, string end, string section)
    {
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[..from] + section + page[page.IndexOf(end, from, StringComparison.Ordinal)..];
    }
}

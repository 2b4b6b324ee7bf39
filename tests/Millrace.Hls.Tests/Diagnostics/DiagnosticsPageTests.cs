using System.Text.RegularExpressions;

namespace Millrace.Hls.Tests;

/// <summary>The page of diagnostics, the source and the tests know the same ids.</summary>
public class DiagnosticsPageTests
{
    private static readonly SortedSet<string> InSource = Ids(Sources(Path.Combine(Repository.Root, "src", "Millrace.Hls")), @"""(MR\d{4})");

    [Fact]
    public void ListsEveryIdOfTheSourceAndNoOther() => Assert.Equal(InSource, Ids([Path.Combine(Repository.Root, "docs", "diagnostics.md")], @"^\| (MR\d{4}) \|"));

    [Fact]
    public void EveryIdHasATestOfItsText() => Assert.Equal(InSource, Ids(Sources(Repository.Tests), @"(MR\d{4}):? "));

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);

    private static SortedSet<string> Ids(IEnumerable<string> files, string pattern) =>
        new(files.SelectMany(f => Regex.Matches(File.ReadAllText(f), pattern, RegexOptions.Multiline)).Select(m => m.Groups[1].Value), StringComparer.Ordinal);
}

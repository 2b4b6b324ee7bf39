namespace Millrace.Cli.Tests;

/// <summary>Lines of a source file that a page shows: those between two marks, moved to the left.</summary>
internal static class SourceRegion
{
    /// <summary>The lines behind the one that ends with <paramref name="begin"/>, up to the next that ends with
    /// <paramref name="end"/>.</summary>
    internal static string Of(string file, string begin, string end)
    {
        var lines = File.ReadAllLines(file)
            .SkipWhile(l => !l.EndsWith(begin, StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.EndsWith(end, StringComparison.Ordinal)).ToArray();
        Assert.True(lines.Length > 0, $"{Path.GetFileName(file)} has no '{begin}'");
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Concat(lines.Select(l => l[Math.Min(indent, l.Length)..] + "\n"));
    }
}

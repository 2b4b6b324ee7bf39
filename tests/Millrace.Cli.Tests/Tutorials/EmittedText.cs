namespace Millrace.Cli.Tests.Tutorials;

/// <summary>A few lines of an emitted file.</summary>
internal static class EmittedText
{
    /// <summary>Prints some lines from the first on that contains <paramref name="from"/>.</summary>
    internal static void Print(TextWriter output, string text, string from, int lines)
    {
        foreach (var line in text.Split('\n').SkipWhile(l => !l.Contains(from, StringComparison.Ordinal)).Take(lines))
            output.WriteLine(line);
    }
}

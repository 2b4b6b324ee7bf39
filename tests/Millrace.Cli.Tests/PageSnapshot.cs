namespace Millrace.Cli.Tests;

/// <summary>A page of which parts are made by a test.</summary>
internal static class PageSnapshot
{
    /// <summary>Holds a page against itself with those parts made anew; writes it instead if MILLRACE_UPDATE_SNAPSHOTS is 1.</summary>
    internal static void Check(string file, Func<string, string> make)
    {
        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var made = make(page);
        if (Environment.GetEnvironmentVariable("MILLRACE_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, made);
        else
            Assert.Equal(made, page);
    }
}

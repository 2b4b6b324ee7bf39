namespace Millrace.Cli.Tests.Tutorials;

/// <summary>The code of docs/tutorials is compiled and run here, and prints what the pages say; MILLRACE_UPDATE_SNAPSHOTS=1 writes them
/// anew.</summary>
public sealed class TutorialTests
{
    public static TheoryData<string> Pages => [.. Tutorial.All.Select(t => t.Page)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_shows_what_is_compiled_and_printed(string name)
    {
        var tutorial = Tutorial.All.Single(t => t.Page == name);
        PageSnapshot.Check(tutorial.File, tutorial.Make);
        Assert.Empty(Tutorial.Unmarked(File.ReadAllText(tutorial.File)));
    }
}

namespace Millrace.Cli.Tests.KernelPages;

/// <summary>The cycles and resources in the tables of docs/kernels are what their commands print; MILLRACE_UPDATE_SNAPSHOTS=1 writes them
/// anew.</summary>
public sealed class FigureTableTests
{
    public static TheoryData<string> Pages => [.. FigureTable.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_table_says_what_its_commands_print(string name) => PageSnapshot.Check(KernelPage.File(name), FigureTable.Make);
}

using System.CommandLine;
using Millrace.Kernels;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary><c>millrace kernels</c>: the library by name.</summary>
internal static class KernelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "kernels", "Lists the kernels of the library and their parameters.", "millrace kernels", "millrace kernels --json");
        var json = new JsonOption();
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) =>
        {
            var result = new KernelsResult([.. KernelCatalogue.All.Select(Entry)]);
            if (json.Read(parsed)) Json.Print(terminal, result);
            else Print(terminal, result);
        });
        return command;
    }

    private static KernelEntry Entry(CatalogueKernel kernel) => new(
        kernel.Name, kernel.Summary,
        [.. kernel.Parameters.Select(p => new KernelParameterEntry(p.Name, p.Meaning, p.Default, p.Allowed))]);

    private static void Print(Terminal terminal, KernelsResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("kernel") { NoWrap = true });
        table.AddColumn("what it does");
        foreach (var k in result.Kernels) table.AddRow(Markup.Escape(k.Name), Markup.Escape(k.Summary));
        table.Caption("millrace kernel NAME shows ports, parameters, cycles, resources and the diagram of one");
        Tables.Console(terminal).Write(table);
    }
}

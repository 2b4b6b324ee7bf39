using System.CommandLine;
using System.Globalization;
using Millrace.Kernels;
using Spectre.Console;

namespace Millrace.Cli;

/// <summary><c>millrace kernel NAME</c>: one kernel of the library, with its ports, cycles, resources and diagram.</summary>
internal static class KernelCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "kernel",
            "Shows a kernel: its parameters, ports, processes and channels, the cycles of a launch (cycle-exact simulation) and an "
            + "estimate of what it takes of an FPGA.",
            "millrace kernel linear", "millrace kernel softmax --set rows=4 columns=16 --dot softmax.dot", "millrace kernel fork --json");
        var name = new Argument<string>("NAME") { Description = "A kernel that millrace kernels lists." };
        var kernel = new KernelOptions();
        var json = new JsonOption();
        var dot = new Option<string?>("--dot")
        {
            Description = "Write the diagram there, in the language of Graphviz: dot -Tsvg softmax.dot.",
            HelpName = "FILE",
        };
        command.Add(name);
        kernel.AddTo(command, named: false);
        command.Add(dot);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, _) =>
        {
            var file = parsed.GetValue(dot);
            if (file is not null) WholeFile.Check(file, "--dot");
            var instance = kernel.Build(parsed, parsed.GetValue(name)!);
            var result = KernelResult.Of(instance);
            if (file is not null) WholeFile.Write(file, DotDiagram.Of(instance.Design));
            if (json.Read(parsed)) Json.Print(terminal, result);
            else Print(terminal, instance, result);
        });
        return command;
    }

    private static void Print(Terminal terminal, KernelInstance instance, KernelResult result)
    {
        var console = Tables.Console(terminal);
        terminal.Out.WriteLine($"{result.Name}: {result.Summary}");
        var parameters = Tables.New("parameter", "value");
        parameters.AddColumn("meaning").AddColumn("allowed");
        foreach (var p in result.Parameters)
            parameters.AddRow(Markup.Escape(p.Name), Markup.Escape(p.Value), Markup.Escape(p.Meaning), Markup.Escape(p.Allowed));
        console.Write(parameters);
        var ports = Tables.New("port", "direction", "type", "bits", "words");
        foreach (var p in result.Ports)
            ports.AddRow(Markup.Escape(p.Name), p.Direction, Markup.Escape(p.Type), Number(p.Bits), Number(p.Words));
        console.Write(ports);
        terminal.Out.Write(TextDiagram.Of(instance.Design, instance.Timing));
        terminal.Out.WriteLine();
        var launch = string.Join(", ", result.Launch.Select(a => $"{a.Key} = {a.Value}"));
        terminal.Out.WriteLine(FormattableString.Invariant(
            $"{result.Cycles} cycles for a launch{(launch.Length > 0 ? $" with {launch}" : "")} (cycle-exact simulation)"));
        var resources = Tables.New("resources (estimate)", "LUT", "FF", "DSP", "BRAM36", "URAM");
        foreach (var part in result.Parts) Row(Markup.Escape(part.Path) + $" [[{part.Kind.ToLowerInvariant()}]]", part.Use);
        Row("all", result.Resources);
        console.Write(resources);

        void Row(string path, ResourceAmounts use) => resources.AddRow(
            path, Number(use.Lut), Number(use.Ff), Number(use.Dsp), use.Bram36.ToString("0.#", CultureInfo.InvariantCulture),
            Number(use.Uram));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

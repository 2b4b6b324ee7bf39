using System.CommandLine;

namespace Millrace.Cli;

/// <summary><c>millrace emit</c>: a kernel or an accelerator as text for other tools.</summary>
internal static class EmitCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "emit",
            "Writes a kernel, or the accelerator of a design, as text for other tools, with a README that says what each file is and how "
            + "to simulate it.",
            "millrace emit --kernel linear --set lanes=8 input_lanes=16 output_lanes=8 --output rtl",
            "millrace emit --kernel softmax --target vitis-hls --output hls",
            "millrace emit --design small.json --output rtl --force");
        var source = new RtlSourceOptions();
        var names = string.Join(" or ", EmitTarget.All.Select(t => t.Name));
        var target = new Option<EmitTarget?>("--target")
        {
            Description = $"What to write: {names} [default: {EmitTarget.All[0].Name}].",
            HelpName = names.Replace(" or ", "|", StringComparison.Ordinal),
            CustomParser = result => EmitTarget.All.FirstOrDefault(t => t.Name == Numbers.Text(result))
                ?? Numbers.Refuse<EmitTarget>(result, "--target", names),
        };
        var output = new Option<string?>("--output") { Description = "The folder to write, new or empty.", HelpName = "DIR" };
        var force = new Option<bool>("--force") { Description = "Replace the folder if it is not empty." };
        var json = new JsonOption();
        source.AddTo(command);
        foreach (var option in new Option[] { target, output, force }) command.Add(option);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(output) ?? throw new UsageException("where to write is needed: --output DIR.");
            WholeFolder.Check(folder, parsed.GetValue(force));
            using var progress = new ProgressLine(terminal);
            var design = source.Load(parsed, progress, cancellation);
            progress.Show("writing");
            var chosen = parsed.GetValue(target) ?? EmitTarget.All[0];
            var files = chosen.Emit(design);
            WholeFolder.Write(folder, files, parsed.GetValue(force), cancellation);
            progress.Clear();
            if (json.Read(parsed))
                Json.Print(terminal, new EmitResult(design.Name, chosen.Name, folder, [.. files.Keys.Order(StringComparer.Ordinal)]));
            else
                terminal.Out.WriteLine($"{design.Name}: {files.Count} files in {folder}; see {Path.Combine(folder, "README.md")}");
        });
        return command;
    }
}

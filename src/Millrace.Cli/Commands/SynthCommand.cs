using System.CommandLine;
using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary><c>millrace synth</c>: what Yosys makes of a design, beside the estimate.</summary>
internal static class SynthCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "synth",
            "Synthesizes the SystemVerilog of a kernel, or of the accelerator of a design, with Yosys for UltraScale+: what each process, "
            + "memory and channel takes beside the estimate, and the longest paths. Minutes for large designs.",
            "millrace synth --kernel residual-add --set lanes=8", "millrace synth --kernel softmax --json");
        var source = new RtlSourceOptions();
        var json = new JsonOption();
        var noCache = new Option<bool>("--no-cache")
        {
            Description = $"Synthesize even what was before; netlists are kept in {VerilatorCache.Variable} or ~/.cache/millrace.",
        };
        source.AddTo(command);
        command.Add(noCache);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, cancellation) =>
        {
            using var progress = new ProgressLine(terminal);
            var design = source.Load(parsed, progress, cancellation);
            using var work = WorkFolder.Temporary();
            var report = YosysSynthesis.Run(
                design.Design, work.Path, parsed.GetValue(noCache) ? null : VerilatorCache.OfUser, progress.Show, cancellation);
            progress.Clear();
            if (json.Read(parsed)) Json.Print(terminal, SynthResult.Of(design.Name, report));
            else SynthReport.Print(terminal, design.Name, report);
        });
        return command;
    }
}

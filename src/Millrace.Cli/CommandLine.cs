using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Millrace.Cli;

/// <summary>The <c>millrace</c> command: its subcommands, and how a command line is parsed and run.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = Create(terminal);
        // A prompt may begin with @ or hold several letters behind a dash: neither is a response file nor a bundle of options.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
        {
            terminal.Error.WriteLine($"millrace: {ParseErrors.Sentence(parsed)}");
            return ExitCode.UserError;
        }

        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Turns Transformer checkpoints into dataflow FPGA accelerators, and simulates them to the cycle.");
        root.Directives.Clear();
        root.Add(GenerateCommand.Create(terminal));
        root.Add(ClassifyCommand.Create(terminal));
        root.Add(FillMaskCommand.Create(terminal));
        root.Add(EncodeCommand.Create(terminal));
        root.Add(LogitsCommand.Create(terminal));
        root.Add(TokenizeCommand.Create(terminal));
        root.Add(EvaluateCommand.Create(terminal));
        root.Add(KernelsCommand.Create(terminal));
        root.Add(KernelCommand.Create(terminal));
        root.Add(CosimCommand.Create(terminal));
        root.Add(EmitCommand.Create(terminal));
        root.Add(SynthCommand.Create(terminal));
        root.Add(EstimateCommand.Create(terminal));
        root.Add(ExploreCommand.Create(terminal));
        root.Add(CompareCommand.Create(terminal));
        root.Add(DevicesCommand.Create(terminal));
        root.Add(ModelsCommand.Create(terminal));
        root.Add(RandomCheckpointCommand.Create(terminal));
        root.Add(StudyCommand.Create(terminal));
        root.Add(TimeCommand.Create(terminal));
        root.Add(ValidateCommand.Create(terminal));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}

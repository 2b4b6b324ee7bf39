using Millrace.Cli;

var terminal = Terminal.OfProcess();
if (ArgumentText.Refusal(args) is { } refusal)
{
    terminal.Error.WriteLine($"millrace: {refusal}");
    return ExitCode.UserError;
}

return await CommandLine.RunAsync(args, terminal);

using System.CommandLine;

namespace Millrace.Cli;

/// <summary>Runs the body of a command: off the calling thread, so that Ctrl-C is heard, and with failures reported.</summary>
internal static class CommandAction
{
    public static void Set(Command command, Terminal terminal, Action<ParseResult, CancellationToken> body) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, body, cancellation), CancellationToken.None));

    private static int Run(
        ParseResult parsed, Terminal terminal, Action<ParseResult, CancellationToken> body, CancellationToken cancellation)
    {
        try
        {
            body(parsed, cancellation);
            terminal.Out.Flush();
            return ExitCode.Success;
        }
        catch (Exception failure)
        {
            terminal.Out.Flush();
            return Failures.Report(failure, IsDesignOfUser(parsed), terminal);
        }
    }

    // A design point, or a kernel with the user's parameters.
    private static bool IsDesignOfUser(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return command.Name == "kernel"
            || command.Options.Any(o => o.Name is "--design" or "--kernel" && parsed.GetResult(o) is not null);
    }
}

using System.CommandLine;

namespace Millrace.Cli;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class ParseErrors
{
    public static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "millrace" : $"millrace {command.Name}";
        if (command is RootCommand && parsed.UnmatchedTokens.Count == 0)
            return $"a command is needed: {string.Join(", ", command.Subcommands.Select(c => c.Name))}; see millrace --help.";
        if (parsed.UnmatchedTokens.Count == 0) return parsed.Errors[0].Message;

        var token = parsed.UnmatchedTokens[0];
        var kind = command is RootCommand && !token.StartsWith('-') ? "a command" : token.StartsWith('-') ? "an option" : "an argument";
        return $"\"{token}\" is not {kind} of {name}; see {name} --help.";
    }
}

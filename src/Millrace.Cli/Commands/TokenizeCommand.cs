using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace tokenize</c>: the token ids of a text, or of each line of standard input.</summary>
internal static class TokenizeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "tokenize", "Prints the token ids of TEXT; without TEXT, of each line of standard input, one line each.",
            "millrace tokenize \"To be, or not to be\"",
            "millrace tokenize < lines.txt",
            "millrace tokenize --model ./gpt2 --json -- \"-- a text that begins with dashes\"");
        var model = new ModelOption();
        var json = new JsonOption();
        var text = new Argument<string?>("TEXT") { Description = "The text, taken as a whole.", Arity = ArgumentArity.ZeroOrOne };
        command.Add(text);
        model.AddTo(command);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, cancellation) =>
        {
            var tokenizer = Tokenizer.Load(model.Open(parsed).Path);
            IEnumerable<string> lines = parsed.GetValue(text) is { } given ? [given] : TextFile.Lines(terminal.In, "standard input");
            var tokens = lines.Select(line =>
            {
                cancellation.ThrowIfCancellationRequested();
                return tokenizer.Encode(line);
            });
            if (json.Read(parsed)) Json.Print(terminal, new TokenizeResult([.. tokens]));
            else foreach (var line in tokens) terminal.Out.WriteLine(string.Join(' ', line));
        });
        return command;
    }
}

using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>millrace tokenize</c>: the token ids of a text, or of each line of standard input.</summary>
internal static class TokenizeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "tokenize",
            "Prints the token ids of TEXT; without TEXT, of each line of standard input, one line each. An encoder's special tokens are "
            + "among them.",
            "millrace tokenize \"To be, or not to be\"",
            "millrace tokenize < lines.txt",
            "millrace tokenize --model ./bert-base-uncased \"It rains.\" --pair \"The weather is wet.\" --json",
            "millrace tokenize --model ./gpt2 --json -- \"-- a text that begins with dashes\"");
        var model = ModelOption.OfAnyKind();
        var json = new JsonOption();
        var text = new Argument<string?>("TEXT") { Description = "The text, taken as a whole.", Arity = ArgumentArity.ZeroOrOne };
        var pair = new Option<string?>("--pair") { Description = "A second text, of an encoder for pairs.", HelpName = "TEXT" };
        command.Add(text);
        command.Add(pair);
        model.AddTo(command);
        json.AddTo(command);
        CommandAction.Set(command, terminal, (parsed, cancellation) =>
        {
            var folder = model.Open(parsed);
            var second = parsed.GetValue(pair);
            if (second is not null)
            {
                var first = parsed.GetValue(text) ?? throw new UsageException("--pair is a second text, but there is no first one.");
                var input = folder.LoadEncoderTokenizer().Encode(first, second);
                if (json.Read(parsed)) Json.Print(terminal, new TokenizeResult([input.Tokens], input.Segments));
                else terminal.Out.WriteLine(string.Join(' ', input.Tokens));
                return;
            }

            var encode = Encoder(folder);
            IEnumerable<string> lines = parsed.GetValue(text) is { } given ? [given] : TextFile.Lines(terminal.In, "standard input");
            var tokens = lines.Select(line =>
            {
                cancellation.ThrowIfCancellationRequested();
                return encode(line);
            });
            if (json.Read(parsed)) Json.Print(terminal, new TokenizeResult([.. tokens]));
            else foreach (var line in tokens) terminal.Out.WriteLine(string.Join(' ', line));
        });
        return command;
    }

    private static Func<string, int[]> Encoder(ModelFolder folder)
    {
        if (!folder.IsEncoder) return folder.LoadTokenizer().Encode;
        var tokenizer = folder.LoadEncoderTokenizer();
        return line => tokenizer.Encode(line).Tokens;
    }
}

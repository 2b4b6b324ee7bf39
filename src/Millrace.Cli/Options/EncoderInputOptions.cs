using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary>TEXT and <c>--pair</c>, or <c>--tokens</c> and <c>--segments</c>: what an encoder is given.</summary>
internal sealed class EncoderInputOptions
{
    private readonly Argument<string?> _text = new("TEXT") { Description = "The text.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _pair = new("--pair") { Description = "A second text, of a model for pairs.", HelpName = "TEXT" };

    private readonly Option<int[]?> _tokens = Numbers.Integers(
        "--tokens", "Token ids instead of text, separated by commas; special tokens are among them.", "1,2,3");

    private readonly Option<int[]?> _segments =
        Numbers.Integers("--segments", "The segment of each of the tokens; without it, 0.", "0,0,1");

    public void AddTo(Command command)
    {
        command.Add(_text);
        foreach (var option in new Option[] { _pair, _tokens, _segments }) command.Add(option);
    }

    /// <summary>Whether text or tokens were given.</summary>
    public bool Given(ParseResult parsed) => parsed.GetValue(_text) is not null || parsed.GetResult(_tokens) is not null;

    /// <summary>Checks that one of the two was given, and of the others what belongs to it; before anything is loaded.</summary>
    public void Require(ParseResult parsed)
    {
        var (text, tokens) = (parsed.GetValue(_text) is not null, parsed.GetResult(_tokens) is not null);
        if (!text && !tokens) throw new UsageException("a text is needed: TEXT or --tokens 1,2,3.");
        if (text && tokens) throw new UsageException("TEXT and --tokens were both given, but only one can be.");
        if (tokens && parsed.GetResult(_pair) is not null) throw new UsageException("--pair is a second text, but --tokens were given.");
        if (text && parsed.GetResult(_segments) is not null) throw new UsageException("--segments belong to --tokens, but TEXT was given.");
    }

    /// <summary>The encoder's input, which suits the model.</summary>
    /// <exception cref="ModelException">It does not, or there is no tokenizer.</exception>
    public BertInput Read(ParseResult parsed, ModelFolder folder)
    {
        Require(parsed);
        var input = parsed.GetResult(_tokens) is not null
            ? new BertInput(parsed.GetValue(_tokens)!, parsed.GetResult(_segments) is null ? null : parsed.GetValue(_segments))
            : folder.LoadEncoderTokenizer().Encode(parsed.GetValue(_text)!, parsed.GetValue(_pair));
        input.Require(folder.EncoderConfig);
        return input;
    }
}

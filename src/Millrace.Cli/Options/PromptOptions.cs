using System.CommandLine;
using Millrace.Models;

namespace Millrace.Cli;

/// <summary><c>--prompt</c> and <c>--tokens</c>: what a model is given, as text or as token ids.</summary>
internal sealed class PromptOptions
{
    private readonly Option<string?> _prompt = new("--prompt") { Description = "Text to continue.", HelpName = "TEXT" };

    private readonly Option<int[]?> _tokens =
        Numbers.Integers("--tokens", "Token ids instead of text, separated by commas.", "1,2,3");

    public void AddTo(Command command)
    {
        command.Add(_prompt);
        command.Add(_tokens);
    }

    /// <summary>Checks that one of the two was given; before anything is loaded.</summary>
    public void Require(ParseResult parsed)
    {
        var (prompt, tokens) = (parsed.GetResult(_prompt) is not null, parsed.GetResult(_tokens) is not null);
        if (!prompt && !tokens) throw new UsageException("a prompt is needed: --prompt TEXT or --tokens 1,2,3.");
        if (prompt && tokens) throw new UsageException("--prompt and --tokens were both given, but only one can be.");
    }

    /// <summary>The token ids. An empty prompt stands for the token that begins a text, if the model has one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The model.</param>
    /// <param name="tokenizer">Its tokenizer, or null if it has none.</param>
    public int[] Tokens(ParseResult parsed, ModelFolder folder, Tokenizer? tokenizer)
    {
        Require(parsed);
        var begin = folder.Config.BosToken;
        if (parsed.GetResult(_tokens) is not null) return parsed.GetValue(_tokens)!;
        var tokens = (tokenizer ?? folder.LoadTokenizer()).Encode(parsed.GetValue(_prompt)!);
        if (tokens.Length > 0) return tokens;
        return begin is not null
            ? [begin.Value]
            : throw new UsageException("the prompt is empty, but this model has no token that begins a text (bos_token_id); give at least a character.");
    }

    /// <summary>What an encoder is given, which suits the model.</summary>
    public BertInput Input(ParseResult parsed, ModelFolder folder)
    {
        Require(parsed);
        var input = parsed.GetResult(_tokens) is not null
            ? new BertInput(parsed.GetValue(_tokens)!)
            : folder.LoadEncoderTokenizer().Encode(parsed.GetValue(_prompt)!);
        input.Require(folder.EncoderConfig);
        return input;
    }
}

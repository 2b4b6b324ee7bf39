using Millrace.Models;

namespace Millrace.Cli;

/// <summary>The text of tokens as they come; of a model without a tokenizer, their ids.</summary>
internal sealed class TokenText
{
    private readonly Tokenizer? _tokenizer;
    private readonly TokenStream? _stream;
    private bool _first = true;

    public TokenText(Tokenizer? tokenizer) => (_tokenizer, _stream) = (tokenizer, tokenizer?.Stream());

    /// <summary>The tokenizer of a folder, or null if it has none; a broken one is an error.</summary>
    public static Tokenizer? TokenizerOf(string folder) =>
        File.Exists(Path.Combine(folder, "tokenizer.json")) || File.Exists(Path.Combine(folder, "vocab.json")) ? Tokenizer.Load(folder) : null;

    /// <summary>What to print for one more token.</summary>
    public string Append(int token)
    {
        if (_stream is null)
        {
            var separator = _first ? "" : ",";
            _first = false;
            return FormattableString.Invariant($"{separator}{token}");
        }

        // A model's vocabulary may be padded beyond its tokenizer's: such a token has no text.
        return token < _tokenizer!.VocabularySize ? _stream.Append(token) : "\uFFFD";
    }

    /// <summary>What to print at the end.</summary>
    public string Finish() => _stream?.Finish() ?? "";
}

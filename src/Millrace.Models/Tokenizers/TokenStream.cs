using System.Text;

namespace Millrace.Models;

/// <summary>
/// Decodes tokens one at a time for printing. A character whose bytes are spread over several tokens is held back until it is whole, so
/// all pieces joined are what <see cref="Tokenizer.Decode"/> gives for all tokens.
/// </summary>
public sealed class TokenStream
{
    private readonly Tokenizer _tokenizer;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    internal TokenStream(Tokenizer tokenizer) => _tokenizer = tokenizer;

    /// <summary>Takes a token and returns the text that has become whole with it; often its own text, sometimes nothing.</summary>
    /// <exception cref="ModelException">There is no such token.</exception>
    public string Append(int token) => Decode(_tokenizer.BytesOf(token).Span, flush: false);

    /// <summary>Ends the stream: U+FFFD for a character that remained incomplete, otherwise nothing.</summary>
    public string Finish() => Decode([], flush: true);

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = new char[_decoder.GetCharCount(bytes, flush)];
        var count = _decoder.GetChars(bytes, characters, flush);
        return new string(characters, 0, count);
    }
}

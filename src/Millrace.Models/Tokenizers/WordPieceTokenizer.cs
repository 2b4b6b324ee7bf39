using System.Text;

namespace Millrace.Models;

/// <summary>
/// BERT's tokenizer: special tokens are found, the text between them is normalised and cut into words, each word into the longest pieces
/// that the vocabulary has. Source: Devlin et al. 2018 and its tokenization.py; results are those of Hugging Face's fast tokenizer.
/// </summary>
public sealed class WordPieceTokenizer : Tokenizer
{
    private readonly WordPieceVocabulary _vocabulary;
    private readonly BertNormalizer _normalizer;
    private readonly AddedTokenFinder _added;
    private readonly Dictionary<int, byte[]> _bytesOfToken = [];
    private readonly string _source;

    internal WordPieceTokenizer(WordPieceVocabulary vocabulary, BertNormalizer normalizer, IReadOnlyList<AddedToken> added, string source)
    {
        (_vocabulary, _normalizer, _added, _source) = (vocabulary, normalizer, new AddedTokenFinder(added), source);
        foreach (var (piece, id) in vocabulary.Ids)
        {
            var continues = piece.StartsWith(vocabulary.Prefix, StringComparison.Ordinal) && piece.Length > vocabulary.Prefix.Length;
            if (!_bytesOfToken.TryAdd(id, Encoding.UTF8.GetBytes(continues ? piece[vocabulary.Prefix.Length..] : " " + piece)))
                throw new ModelException($"{source}: two tokens have the id {id}.");
        }

        foreach (var token in added) _bytesOfToken[token.Id] = Encoding.UTF8.GetBytes(" " + token.Content);
        VocabularySize = _bytesOfToken.Count == 0 ? 0 : _bytesOfToken.Keys.Max() + 1;
    }

    /// <inheritdoc/>
    public override int VocabularySize { get; }

    /// <summary>The text of a piece; a piece that begins a word has a blank before it.</summary>
    /// <exception cref="ModelException">There is no such token.</exception>
    public override ReadOnlyMemory<byte> BytesOf(int token) => _bytesOfToken.TryGetValue(token, out var bytes)
        ? bytes
        : throw new ModelException($"{_source}: there is no token {token}.");

    /// <inheritdoc/>
    public override int[] Encode(string text)
    {
        var result = new List<int>();
        for (var rest = text; rest.Length > 0;)
        {
            var token = _added.Find(rest, out var start, out var end);
            foreach (var word in _normalizer.Words(rest[..start])) _vocabulary.Encode(word, result);
            if (token is not null) result.Add(token.Id);
            rest = rest[end..];
        }

        return [.. result];
    }
}

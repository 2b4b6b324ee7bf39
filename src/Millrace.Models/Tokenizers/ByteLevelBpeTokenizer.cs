using System.Text;

namespace Millrace.Models;

/// <summary>
/// GPT-2's tokenizer: added tokens are found, the text between them is cut into words, each word's UTF-8 bytes are merged by rank.
/// Source: OpenAI's encoder.py (https://github.com/openai/gpt-2), whose results it gives exactly.
/// </summary>
public sealed class ByteLevelBpeTokenizer : Tokenizer
{
    // Words repeat; these bounds keep a hostile text from filling the memory with words that do not.
    private const int LongestCachedWord = 64;
    private const int MostCachedWords = 1 << 16;

    private readonly BpeVocabulary _vocabulary;
    private readonly AddedTokenFinder _added;
    private readonly Dictionary<int, byte[]> _bytesOfToken = [];
    private readonly bool _prefixSpace;
    private readonly string _source;

    internal ByteLevelBpeTokenizer(
        BpeVocabulary vocabulary, IReadOnlyDictionary<string, int> ids, IReadOnlyList<AddedToken> added, bool prefixSpace, string source)
    {
        (_vocabulary, _prefixSpace, _source) = (vocabulary, prefixSpace, source);
        _added = new AddedTokenFinder(added);
        foreach (var (entry, id) in ids)
            if (!_bytesOfToken.TryAdd(id, ByteAlphabet.BytesOf(entry)))
                throw new ModelException($"{source}: two tokens have the id {id}.");
        foreach (var token in added) _bytesOfToken[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        VocabularySize = _bytesOfToken.Count == 0 ? 0 : _bytesOfToken.Keys.Max() + 1;
    }

    /// <inheritdoc/>
    public override int VocabularySize { get; }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> BytesOf(int token) => _bytesOfToken.TryGetValue(token, out var bytes)
        ? bytes
        : throw new ModelException($"{_source}: there is no token {token}.");

    /// <inheritdoc/>
    public override int[] Encode(string text)
    {
        var result = new List<int>();
        var words = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var token = _added.Find(rest, out var start, out var end);
            EncodePlain(rest[..start], words, result);
            if (token is not null) result.Add(token.Id);
            rest = rest[end..];
        }
        return [.. result];
    }

    private void EncodePlain(ReadOnlySpan<char> text, Dictionary<string, int[]> words, List<int> result)
    {
        if (text.Length == 0) return;
        if (_prefixSpace && text[0] != ' ') text = " " + text.ToString();

        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        while (text.Length > 0)
        {
            var word = text[..WordSplitter.NextLength(text)];
            text = text[word.Length..];
            if (!known.TryGetValue(word, out var tokens))
            {
                tokens = EncodeWord(word);
                if (word.Length <= LongestCachedWord && words.Count < MostCachedWords) known[word] = tokens;
            }
            result.AddRange(tokens);
        }
    }

    private int[] EncodeWord(ReadOnlySpan<char> word)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, bytes);
        return BpeWord.Encode(_vocabulary, bytes);
    }
}

namespace Millrace.Models;

/// <summary>
/// Byte-pair encoding of one word: as long as some neighbouring pair can merge, all occurrences of the pair of lowest rank merge, from left
/// to right. Pairs wait in a heap, so a word of n bytes takes n log n steps, not n squared: a word may be a megabyte of one letter.
/// </summary>
internal sealed class BpeWord
{
    private readonly BpeVocabulary _vocabulary;
    private readonly int[] _tokens; // a linked list in an array; -1 where a token was merged into the one before
    private readonly int[] _next;   // -1 at the end
    private readonly int[] _previous;
    private readonly PriorityQueue<(int Position, int Left, int Right), long> _pairs = new(); // by rank, then position

    private BpeWord(BpeVocabulary vocabulary, ReadOnlySpan<byte> word)
    {
        _vocabulary = vocabulary;
        _tokens = new int[word.Length];
        _next = new int[word.Length];
        _previous = new int[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            _tokens[i] = vocabulary.TokenOfByte(word[i]);
            _next[i] = i + 1 < word.Length ? i + 1 : -1;
            _previous[i] = i - 1;
        }
    }

    /// <summary>The tokens of a word of UTF-8 bytes.</summary>
    public static int[] Encode(BpeVocabulary vocabulary, ReadOnlySpan<byte> word)
    {
        var state = new BpeWord(vocabulary, word);
        state.MergeAll();
        return Array.FindAll(state._tokens, token => token >= 0);
    }

    private void MergeAll()
    {
        for (var i = 0; i + 1 < _tokens.Length; i++) Offer(i);
        var merged = new List<int>();
        while (_pairs.TryPeek(out _, out var first))
        {
            // One round: every pair of the lowest rank. What arises from it is offered only afterwards, even if it is more urgent.
            var rank = first >> 32;
            merged.Clear();
            while (_pairs.TryPeek(out var pair, out var priority) && priority >> 32 == rank)
            {
                _pairs.Dequeue();
                if (Merge(pair.Position, pair.Left, pair.Right)) merged.Add(pair.Position);
            }
            foreach (var position in merged)
            {
                if (_previous[position] >= 0) Offer(_previous[position]);
                Offer(position);
            }
        }
    }

    private void Offer(int position)
    {
        var next = _next[position];
        if (next >= 0 && _vocabulary.TryMerge(_tokens[position], _tokens[next], out var merge))
            _pairs.Enqueue((position, _tokens[position], _tokens[next]), (long)merge.Rank << 32 | (uint)position);
    }

    // False if the pair is no longer there because one of its halves has merged with another neighbour.
    private bool Merge(int position, int left, int right)
    {
        var next = _next[position];
        if (_tokens[position] != left || next < 0 || _tokens[next] != right) return false;
        _vocabulary.TryMerge(left, right, out var merge);
        _tokens[position] = merge.Token;
        _tokens[next] = -1;
        _next[position] = _next[next];
        if (_next[next] >= 0) _previous[_next[next]] = position;
        return true;
    }
}

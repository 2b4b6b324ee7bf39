namespace Millrace.Models;

/// <summary>The pieces of a WordPiece tokenizer and how words are cut into them.</summary>
/// <param name="Ids">From pieces to ids; a piece that continues a word begins with <paramref name="Prefix"/>.</param>
/// <param name="Unknown">The id for a word that cannot be cut, <c>[UNK]</c>.</param>
/// <param name="Prefix"><c>##</c>.</param>
/// <param name="LongestWord">Characters; longer words are unknown.</param>
internal sealed record WordPieceVocabulary(
    IReadOnlyDictionary<string, int> Ids, int Unknown, string Prefix = "##", int LongestWord = 100)
{
    /// <summary>Adds the pieces of a word: the longest that it begins with, then the longest that the rest begins with, and so on; one
    /// <see cref="Unknown"/> where that fails.</summary>
    public void Encode(string word, List<int> result)
    {
        var first = result.Count;
        var start = word.EnumerateRunes().Count() > LongestWord ? -1 : 0;
        while (start >= 0 && start < word.Length) start = Next(word, start, result);
        if (start >= 0) return;
        result.RemoveRange(first, result.Count - first);
        result.Add(Unknown);
    }

    // Where the next piece begins, or -1 if none fits here.
    private int Next(string word, int start, List<int> result)
    {
        for (var end = word.Length; end > start; end--)
        {
            if (!Ids.TryGetValue(start == 0 ? word[..end] : Prefix + word[start..end], out var id)) continue;
            result.Add(id);
            return end;
        }

        return -1;
    }
}

using System.Buffers;

namespace Millrace.Models;

/// <summary>Finds added tokens in a text: the leftmost first, of those the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly AddedToken[] _longestFirst;
    private readonly SearchValues<string> _contents;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        _longestFirst = [.. tokens.OrderByDescending(t => t.Content.Length)];
        _contents = SearchValues.Create([.. _longestFirst.Select(t => t.Content)], StringComparison.Ordinal);
    }

    /// <summary>The first added token in the text and the range that it takes there, or null if there is none.</summary>
    public AddedToken? Find(ReadOnlySpan<char> text, out int start, out int end)
    {
        start = end = text.Length;
        var at = _longestFirst.Length == 0 ? -1 : text.IndexOfAny(_contents);
        if (at < 0) return null;

        var token = LongestAt(text[at..]);
        start = token.TakesLeft ? text[..at].TrimEnd().Length : at;
        end = at + token.Content.Length;
        if (token.TakesRight) end = text.Length - text[end..].TrimStart().Length;
        return token;
    }

    private AddedToken LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var token in _longestFirst)
            if (text.StartsWith(token.Content, StringComparison.Ordinal)) return token;
        throw new InvalidOperationException("Internal error: a token was found in the text, but none begins there.");
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Millrace.Models.Tests;

/// <summary>
/// Byte-level BPE as OpenAI's encoder.py describes it, in the plainest way: the regular expression cuts words, and each word is a list of
/// strings in which the best pair is looked for again and again. It also trains small vocabularies to test with.
/// </summary>
internal sealed partial class BpeOracle
{
    private readonly Dictionary<string, int> _ids;
    private readonly List<(string Left, string Right)> _merges;

    public BpeOracle(Dictionary<string, int> ids, List<(string Left, string Right)> merges) => (_ids, _merges) = (ids, merges);

    /// <summary>A vocabulary of all bytes, <c>&lt;|endoftext|&gt;</c>, and merges learnt from a text: the most frequent pair each
    /// time.</summary>
    public static (Dictionary<string, int> Ids, List<(string Left, string Right)> Merges) Train(string text, int merges)
    {
        var ids = Enumerable.Range(0, 256).ToDictionary(b => Letter((byte)b), b => b, StringComparer.Ordinal);
        var words = Words(text).Select(Letters).ToList();
        var learnt = new List<(string, string)>();
        while (learnt.Count < merges)
        {
            var pairs = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key.First, StringComparer.Ordinal).ThenBy(g => g.Key.Second, StringComparer.Ordinal);
            if (pairs.FirstOrDefault() is not { } best) break;
            learnt.Add(best.Key);
            ids.TryAdd(best.Key.First + best.Key.Second, ids.Count);
            words = [.. words.Select(w => Merge(w, best.Key))];
        }
        ids.Add("<|endoftext|>", ids.Count);
        return (ids, learnt);
    }

    public int[] Encode(string text)
    {
        var result = new List<int>();
        var parts = text.Split("<|endoftext|>");
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) result.Add(_ids["<|endoftext|>"]);
            foreach (var word in Words(parts[i])) result.AddRange(EncodeWord(Letters(word)).Select(token => _ids[token]));
        }
        return [.. result];
    }

    /// <summary>The words of a text, half surrogates replaced by U+FFFD.</summary>
    public static List<string> Words(string text)
    {
        // .NET's engine sees UTF-16 halves, so each character beyond ASCII is first replaced by one of its kind that is a single unit.
        var runes = text.EnumerateRunes().ToArray();
        var shadow = string.Concat(runes.Select(Shadow));
        return [.. Gpt2Words().Matches(shadow).Select(m => string.Concat(runes[m.Index..(m.Index + m.Length)]))];
    }

    private static char Shadow(Rune rune)
    {
        if (rune.Value < 128) return (char)rune.Value;
        var category = CharUnicodeInfo.GetUnicodeCategory(rune.Value);
        if (category <= UnicodeCategory.OtherLetter) return 'é';
        if (category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber) return '²';
        var space = category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
        return space || rune.Value == 0x85 ? '\u00A0' : '\u2026';
    }

    private static string Letter(byte b)
    {
        var printable = "!~¡¬®ÿ".Chunk(2).SelectMany(ends => Enumerable.Range(ends[0], ends[1] - ends[0] + 1)).ToList();
        var code = printable.Contains(b) ? b : 256 + Enumerable.Range(0, b).Count(c => !printable.Contains(c));
        return ((char)code).ToString();
    }

    private static readonly string[] AllLetters = [.. Enumerable.Range(0, 256).Select(b => Letter((byte)b))];

    private static List<string> Letters(string word) => [.. Encoding.UTF8.GetBytes(word).Select(b => AllLetters[b])];

    private List<string> EncodeWord(List<string> word)
    {
        while (true)
        {
            var ranks = word.Zip(word.Skip(1)).Select(p => _merges.IndexOf(p)).Where(r => r >= 0).ToList();
            if (ranks.Count == 0) return word;
            word = Merge(word, _merges[ranks.Min()]);
        }
    }

    private static List<string> Merge(List<string> word, (string Left, string Right) pair)
    {
        var result = new List<string>();
        for (var i = 0; i < word.Count; i++)
            if (i + 1 < word.Count && word[i] == pair.Left && word[i + 1] == pair.Right) result.Add(word[i] + word[++i]);
            else result.Add(word[i]);
        return result;
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2Words();
}

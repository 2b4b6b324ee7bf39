using System.Globalization;
using System.Text;

namespace Millrace.Models;

/// <summary>
/// Cuts text into the words within which GPT-2 merges. It is the regular expression
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, written by hand because .NET's engine classifies
/// UTF-16 halves, not characters, and so takes letters beyond U+FFFF for symbols.
/// </summary>
internal static class WordSplitter
{
    private enum Kind : byte
    {
        Letter,
        Number,
        Space,
        Other,
    }

    private static readonly Kind[] Ascii = [.. Enumerable.Range(0, 128).Select(c => Classify(new Rune(c)))];

    /// <summary>The length, in UTF-16 units, of the word at the start of a text that is not empty.</summary>
    public static int NextLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && Contraction(text) is var contraction and > 0) return contraction;

        var kind = KindAt(text, out var length);
        if (kind == Kind.Space)
        {
            // A single blank belongs to the word behind it.
            if (text[0] == ' ' && text.Length > 1 && KindAt(text[1..], out var second) is var next and not Kind.Space)
                return RunLength(text, 1 + second, next);
            var run = RunLength(text, length, Kind.Space);
            // \s+(?!\S): of several blanks before a word the last is left to it. All blanks are one unit long.
            return run < text.Length && run > 1 ? run - 1 : run;
        }
        return RunLength(text, length, kind);
    }

    private static int Contraction(ReadOnlySpan<char> text) => text.Length switch
    {
        >= 2 when text[1] is 's' or 't' or 'm' or 'd' => 2,
        >= 3 when text[1..3] is "re" or "ve" or "ll" => 3,
        _ => 0,
    };

    private static int RunLength(ReadOnlySpan<char> text, int length, Kind kind)
    {
        while (length < text.Length && KindAt(text[length..], out var more) == kind) length += more;
        return length;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        if (text[0] < 128) return Ascii[text[0]];
        Rune.DecodeFromUtf16(text, out var rune, out length); // half a pair decodes as U+FFFD of length 1
        return Classify(rune);
    }

    private static Kind Classify(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        _ => Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other,
    };
}

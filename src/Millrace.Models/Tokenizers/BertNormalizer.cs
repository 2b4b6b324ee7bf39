using System.Globalization;
using System.Text;

namespace Millrace.Models;

/// <summary>
/// What BERT's tokenizer does to a text before it looks for pieces: control characters go, blanks become spaces, Chinese characters stand
/// alone, accents and upper case go if the model is uncased; then it is cut at spaces and around punctuation. As Hugging Face's
/// <c>BertNormalizer</c> and <c>BertPreTokenizer</c>.
/// </summary>
internal sealed record BertNormalizer
{
    /// <summary>Whether control characters are removed and all blanks become spaces (<c>clean_text</c>).</summary>
    public bool Cleans { get; init; } = true;

    /// <summary>Whether each Chinese character is a word (<c>handle_chinese_chars</c>).</summary>
    public bool SeparatesChinese { get; init; } = true;

    /// <summary>Whether upper case becomes lower case (<c>lowercase</c>).</summary>
    public bool Lowers { get; init; } = true;

    /// <summary>Whether accents are removed (<c>strip_accents</c>); null for what <see cref="Lowers"/> says.</summary>
    public bool? StripsAccents { get; init; }

    /// <summary>The words of a text, normalised, in order.</summary>
    public IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Normalised(text).EnumerateRunes())
        {
            var punctuation = IsPunctuation(rune);
            if ((punctuation || Rune.IsWhiteSpace(rune)) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (punctuation) yield return rune.ToString();
            else if (!Rune.IsWhiteSpace(rune)) word.Append(rune.ToString());
        }

        if (word.Length > 0) yield return word.ToString();
    }

    private string Normalised(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            if (Cleans && IsDropped(rune)) continue;
            if (Cleans && Rune.IsWhiteSpace(rune)) result.Append(' ');
            else if (SeparatesChinese && IsChinese(rune.Value)) result.Append(' ').Append(rune.ToString()).Append(' ');
            else result.Append(rune.ToString());
        }

        text = result.ToString();
        if (StripsAccents ?? Lowers) text = Accents.Strip(text);
        // The one letter whose lower case is two characters; .NET knows single ones only.
        return Lowers ? text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant() : text;
    }

    private static bool IsDropped(Rune rune) =>
        rune.Value is 0 or 0xFFFD
        || (rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    // All of ASCII that is neither letter, digit nor blank counts, though Unicode calls some of it symbols.
    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii ? char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value) : Rune.IsPunctuation(rune);

    private static bool IsChinese(int code) => code
        is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B820 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}

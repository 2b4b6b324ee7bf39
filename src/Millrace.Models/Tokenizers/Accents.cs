using System.Globalization;
using System.Text;

namespace Millrace.Models;

/// <summary>Removes accents: canonical decomposition (NFD) without the nonspacing marks. From a table, because .NET decomposes with ICU
/// alone, which the culture-invariant mode of this program does without.</summary>
internal static class Accents
{
    private static readonly Lazy<Dictionary<int, string>> Table = new(Read);

    /// <summary>The text without accents.</summary>
    public static string Strip(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHangul(rune.Value)) AppendHangul(rune.Value, result);
            else if (Table.Value.TryGetValue(rune.Value, out var parts)) result.Append(parts);
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) result.Append(rune.ToString());
        }

        return result.ToString();
    }

    private static bool IsHangul(int code) => code is >= 0xAC00 and <= 0xD7A3;

    // Unicode, section 3.12: a syllable's number counts 19 leading consonants, 21 vowels and 28 trailing consonants, the first of which
    // is none.
    private static void AppendHangul(int code, StringBuilder result)
    {
        var (rest, trailing) = Math.DivRem(code - 0xAC00, 28);
        var (leading, vowel) = Math.DivRem(rest, 21);
        result.Append((char)(0x1100 + leading)).Append((char)(0x1161 + vowel));
        if (trailing > 0) result.Append((char)(0x11A7 + trailing));
    }

    private static Dictionary<int, string> Read()
    {
        using var stream = typeof(Accents).Assembly.GetManifestResourceStream("decompositions.txt")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#') continue;
            var codes = line.Split(' ').Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            table.Add(codes[0], string.Concat(codes[1..].Select(char.ConvertFromUtf32)));
        }

        return table;
    }
}

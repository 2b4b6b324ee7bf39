using System.Globalization;
using System.Numerics;
using System.Text;

namespace Millrace.Hls;

/// <summary>Words of packed lanes as hexadecimal text, as <c>$readmemh</c> and <c>$fscanf</c> read them.</summary>
public static class HexWords
{
    /// <summary>All words, one a line.</summary>
    /// <param name="width">Bits of a lane.</param>
    /// <param name="lanes">Lanes of a word, lane 0 lowest.</param>
    /// <param name="raw">Raw lanes of all words.</param>
    internal static string Of(int width, int lanes, IReadOnlyList<long> raw)
    {
        var text = new StringBuilder();
        for (var at = 0; at < raw.Count; at += lanes)
            text.Append(Word(width, lanes, raw, at)).Append('\n');
        return text.ToString();
    }

    /// <summary>One word.</summary>
    internal static string Word(int width, int lanes, IReadOnlyList<long> raw, int at)
    {
        var word = BigInteger.Zero;
        var mask = (BigInteger.One << width) - 1;
        for (var i = lanes - 1; i >= 0; i--)
            word = (word << width) | ((BigInteger)raw[at + i] & mask);
        var digits = ((width * lanes) + 3) / 4;
        var hex = word.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return hex.PadLeft(digits, '0');
    }

    /// <summary>All words, one a line.</summary>
    /// <param name="type">Type of a word.</param>
    /// <param name="raw">Raw lanes of all words.</param>
    public static string Text(HardwareType type, IReadOnlyList<long> raw) => Of(type.Element.Width, type.Lanes, raw);

    /// <summary>The raw lanes of a word.</summary>
    public static long[] Parse(string hex, HardwareType type)
    {
        var raw = new long[type.Lanes];
        var word = BigInteger.Parse(string.Concat("0", hex), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var mask = (BigInteger.One << type.Element.Width) - 1;
        for (var i = 0; i < type.Lanes; i++)
        {
            raw[i] = type.Element.Wrap((long)(ulong)((word >> (i * type.Element.Width)) & mask));
        }

        return raw;
    }
}

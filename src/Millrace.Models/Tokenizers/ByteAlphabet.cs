using System.Text;

namespace Millrace.Models;

/// <summary>
/// GPT-2's printable alphabet for bytes, in which its vocabulary files are written: a byte that is a printable Latin-1 character is that
/// character, and the others are, in order, the characters from U+0100 on (<c>bytes_to_unicode</c> in OpenAI's encoder.py).
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly Dictionary<char, byte> Bytes =
        Enumerable.Range(0, 256).ToDictionary(b => Characters[b], b => (byte)b);

    /// <summary>The character that stands for a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The bytes that a vocabulary entry stands for; an entry outside the alphabet, as added tokens may be, stands for its
    /// UTF-8.</summary>
    public static byte[] BytesOf(string entry)
    {
        var result = new byte[entry.Length];
        for (var i = 0; i < entry.Length; i++)
            if (!Bytes.TryGetValue(entry[i], out result[i])) return Encoding.UTF8.GetBytes(entry);
        return result;
    }

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 0x100;
        for (var b = 0; b < 256; b++)
            characters[b] = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)b : (char)next++;
        return characters;
    }
}

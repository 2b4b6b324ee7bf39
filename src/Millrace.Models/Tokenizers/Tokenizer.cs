using System.Text;

namespace Millrace.Models;

/// <summary>Turns text into token ids and back. Immutable and safe to share between threads.</summary>
public abstract class Tokenizer
{
    /// <summary>One more than the largest token id.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>
    /// The tokens of a text. A special token's text, e.g. <c>&lt;|endoftext|&gt;</c>, becomes that token; half a surrogate pair, which no
    /// valid text contains, is encoded as U+FFFD.
    /// </summary>
    /// <exception cref="ModelException">The vocabulary has no token for a byte of the text.</exception>
    public abstract int[] Encode(string text);

    /// <summary>The bytes of text that a token stands for; they need not be whole UTF-8 characters.</summary>
    /// <exception cref="ModelException">There is no such token.</exception>
    public abstract ReadOnlyMemory<byte> BytesOf(int token);

    /// <summary>The text of tokens; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="ModelException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        using var bytes = new MemoryStream();
        foreach (var token in tokens) bytes.Write(BytesOf(token).Span);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>A decoder for tokens that arrive one at a time.</summary>
    public TokenStream Stream() => new(this);

    /// <summary>Reads a folder's <c>tokenizer.json</c> or, without one, its <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <exception cref="ModelException">There is neither, or it is malformed or of another kind than GPT-2's byte-level BPE.</exception>
    public static Tokenizer Load(string folder)
    {
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json)) return TokenizerJsonReader.Load(json);
        if (File.Exists(Path.Combine(folder, VocabularyFilesReader.VocabularyName))) return VocabularyFilesReader.Load(folder);
        throw new ModelException(
            $"{folder}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.json with merges.txt.");
    }
}

using System.Text;
using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads the text files of a model folder; what goes wrong becomes a sentence that names the file.</summary>
internal static class ModelText
{
    // Strict: a byte that is not UTF-8 must be reported, not replaced.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Utf8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            throw new ModelException($"{path}: it cannot be read ({OneLine(e.Message)}).", e);
        }
    }

    /// <summary>Parses JSON and reads it; the elements must not outlive <paramref name="read"/>.</summary>
    public static T ReadJson<T>(string json, string source, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ModelException($"{source}: it is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", e);
        }
        catch (InvalidOperationException e)
        {
            // Strings are decoded on use only, and this is how half a surrogate pair shows up.
            throw new ModelException($"{source}: it holds a string that is not valid Unicode.", e);
        }
    }

    /// <summary>The text, cut so that a message stays one readable line.</summary>
    public static string Excerpt(string text)
    {
        text = OneLine(text);
        return text.Length <= 80 ? text : text[..77] + "...";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}

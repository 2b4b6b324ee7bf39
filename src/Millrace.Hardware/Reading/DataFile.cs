using System.Text.Json;

namespace Millrace.Hardware;

/// <summary>Reads a file of the catalogue; what goes wrong becomes a sentence that names the file.</summary>
internal static class DataFile
{
    public static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HardwareException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HardwareException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    public static T Read<T>(string json, string file, Func<JsonElement, FigureSources, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            var sources = new FigureSources(file);
            sources.ReadDocuments(document.RootElement);
            return read(document.RootElement, sources);
        }
        catch (JsonException e)
        {
            throw new HardwareException($"{file}: it is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", e);
        }
        catch (InvalidOperationException e)
        {
            // Strings are decoded on use only, and this is how half a surrogate pair shows up.
            throw new HardwareException($"{file}: it holds a string that is not valid Unicode.", e);
        }
    }
}

using System.Text;

namespace Millrace.Cli;

/// <summary>Reads text that the user names: UTF-8, and nothing else.</summary>
internal static class TextFile
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
            throw new UsageException($"{path}: there is no such file.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new UsageException($"{path}: it is not UTF-8 text.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>The lines of a stream as they come, without their ends, which are LF or CR LF.</summary>
    public static IEnumerable<string> Lines(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var line = new StringBuilder();
        for (var c = Next(); c >= 0; c = Next())
        {
            if (c != '\n')
            {
                line.Append((char)c);
                continue;
            }

            yield return Take();
        }

        if (line.Length > 0) yield return Take();

        string Take()
        {
            if (line.Length > 0 && line[^1] == '\r') line.Length--;
            var text = line.ToString();
            line.Clear();
            return text;
        }

        int Next()
        {
            try
            {
                return reader.Read();
            }
            catch (DecoderFallbackException e)
            {
                throw new UsageException($"{name}: it is not UTF-8 text.", e);
            }
        }
    }
}

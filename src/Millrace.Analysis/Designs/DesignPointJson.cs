using System.Text.Json;
using System.Text.Json.Serialization;

namespace Millrace.Analysis;

/// <summary>Design points as JSON in snake_case.</summary>
internal static class DesignPointJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    internal static DesignPoint Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DesignPoint>(File.ReadAllText(path), Options)
                ?? throw new DesignPointException($"{path}: the file holds null; a JSON object is needed.");
        }
        catch (JsonException e)
        {
            var field = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "the file" : $"'{e.Path[2..]}'";
            var place = FormattableString.Invariant($"line {(e.LineNumber ?? 0) + 1}");
            throw new DesignPointException(e.Message.Contains("missing required properties", StringComparison.Ordinal)
                ? $"{path}: {field} lacks fields of a design point; docs/architecture.md lists them all."
                : $"{path}: {field} is not what a design point has there ({place}); docs/architecture.md lists the fields and what they hold.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DesignPointException($"{path}: there is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DesignPointException($"{(path.Length == 0 ? "''" : path)}: cannot be read: {(Directory.Exists(path) ? "it is a folder" : e.Message.TrimEnd('.'))}.");
        }
    }

    internal static string Text(DesignPoint point) => JsonSerializer.Serialize(point, Options) + "\n";

    internal static void Save(DesignPoint point, string path)
    {
        try
        {
            var temporary = path + ".partial";
            File.WriteAllText(temporary, Text(point));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DesignPointException($"{path}: cannot be written: {e.Message.TrimEnd('.')}.");
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Millrace.Accelerators;

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
    };

    internal static DesignPoint Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DesignPoint>(File.ReadAllText(path), Options)
                ?? throw new DesignPointException($"{path}: the file holds null; a JSON object is needed");
        }
        catch (JsonException e)
        {
            throw new DesignPointException($"{path}: not a design point: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DesignPointException($"{path}: cannot be read: {e.Message}");
        }
    }

    internal static void Save(DesignPoint point, string path)
    {
        try
        {
            var temporary = path + ".partial";
            File.WriteAllText(temporary, JsonSerializer.Serialize(point, Options) + "\n");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DesignPointException($"{path}: cannot be written: {e.Message}");
        }
    }
}

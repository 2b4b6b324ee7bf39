using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads a JSON object from token texts to ids.</summary>
internal static class TokenIds
{
    public static Dictionary<string, int> Read(JsonElement json, string source)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in new JsonFields(json, source).Entries("token"))
            ids.Add(entry.Name, entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id)
                ? RequireId(id, entry.Name, source)
                : throw new ModelException(
                    $"{source}: token \"{entry.Name}\" has the id {ModelText.Excerpt(entry.Value.GetRawText())}, but "
                    + "an id must be an integer."));
        return ids;
    }

    /// <summary>The id, if it is one; int.MaxValue is refused because the vocabulary's size is one more than the largest.</summary>
    public static int RequireId(int id, string token, string source) => id is >= 0 and < int.MaxValue
        ? id
        : throw new ModelException($"{source}: token \"{token}\" has the id {id}, but an id must be from 0 to {int.MaxValue - 1}.");
}

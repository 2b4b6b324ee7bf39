using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads <c>model.safetensors.index.json</c>: which shard holds which tensor.</summary>
internal static class CheckpointIndex
{
    public static IReadOnlyList<(string Tensor, string Shard)> Load(string path) =>
        ModelText.ReadJson(ModelText.Read(path), path, root => Read(root, path));

    private static List<(string Tensor, string Shard)> Read(JsonElement root, string path)
    {
        var map = new JsonFields(root, path).Required("weight_map", JsonValueKind.Object, "an object from tensor names to file names");
        var result = new List<(string, string)>();
        foreach (var entry in new JsonFields(map, $"{path}: weight_map").Entries("tensor"))
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw new ModelException(
                    $"{path}: weight_map places tensor \"{entry.Name}\" in {ModelText.Excerpt(entry.Value.GetRawText())}, "
                    + "but it must be a file name.");
            var shard = entry.Value.GetString()!;
            if (!IsPlainName(shard))
                throw new ModelException(
                    $"{path}: weight_map places tensor \"{entry.Name}\" in \"{shard}\", but a shard must be a file "
                    + "in the index's own folder.");
            result.Add((entry.Name, shard));
        }
        return result;
    }

    // Refuses every separator and drive letter, on every system: a downloaded index must not reach outside its folder anywhere.
    private static bool IsPlainName(string name) =>
        name is not ("" or "." or "..") && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;
}

using System.Text.Json;

namespace Millrace.Models;

/// <summary>
/// Reads the older form of GPT-2's tokenizer: <c>vocab.json</c> and <c>merges.txt</c>, and beside them, if they are there,
/// <c>added_tokens.json</c> and <c>special_tokens_map.json</c>.
/// </summary>
internal static class VocabularyFilesReader
{
    public const string VocabularyName = "vocab.json";
    private const string MergesName = "merges.txt";
    private const string EndOfText = "<|endoftext|>";

    public static ByteLevelBpeTokenizer Load(string folder)
    {
        var vocabularyPath = Path.Combine(folder, VocabularyName);
        var mergesPath = Path.Combine(folder, MergesName);
        var ids = ReadJsonFile(vocabularyPath, root => TokenIds.Read(root, vocabularyPath));
        var merges = ParseMerges(ModelText.Read(mergesPath), mergesPath);

        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        if (ids.TryGetValue(EndOfText, out var end)) added[EndOfText] = end;
        var addedPath = Path.Combine(folder, "added_tokens.json");
        if (File.Exists(addedPath))
            foreach (var (content, id) in ReadJsonFile(addedPath, root => TokenIds.Read(root, addedPath))) added[content] = id;
        var mapPath = Path.Combine(folder, "special_tokens_map.json");
        int? unknown = null;
        if (File.Exists(mapPath))
            foreach (var (role, content) in ReadJsonFile(mapPath, root => SpecialTokens(root, mapPath)))
            {
                if (!added.TryGetValue(content, out var id) && !ids.TryGetValue(content, out id)) continue; // a name without an id
                added[content] = id;
                if (role == "unk_token") unknown = id;
            }

        return new ByteLevelBpeTokenizer(
            new BpeVocabulary(ids, merges, unknown, vocabularyPath, mergesPath), ids,
            [.. added.Where(a => a.Key.Length > 0).Select(a => new AddedToken(a.Value, a.Key))], prefixSpace: false, vocabularyPath);
    }

    private static List<(string, string)> ParseMerges(string text, string path)
    {
        var merges = new List<(string, string)>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || number == 1 && line.StartsWith("#version", StringComparison.Ordinal)) continue;
            var parts = line.Split(' ');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw new ModelException($"{path}: line {number} is \"{ModelText.Excerpt(line)}\", but it must be two tokens with a blank between.");
            merges.Add((parts[0], parts[1]));
        }
        return merges;
    }

    // Each entry is a token, an object with the token as its content, or a list of either.
    private static List<(string Role, string Content)> SpecialTokens(JsonElement root, string path)
    {
        var result = new List<(string, string)>();
        foreach (var entry in new JsonFields(root, path).Entries("field"))
            foreach (var value in entry.Value.ValueKind == JsonValueKind.Array ? entry.Value.EnumerateArray().ToArray() : [entry.Value])
                if (value.ValueKind == JsonValueKind.String) result.Add((entry.Name, value.GetString()!));
                else if (value.ValueKind == JsonValueKind.Object)
                    result.Add((entry.Name, new JsonFields(value, $"{path}: {entry.Name}").RequiredText("content")));
        return result;
    }

    private static T ReadJsonFile<T>(string path, Func<JsonElement, T> read) => ModelText.ReadJson(ModelText.Read(path), path, read);
}

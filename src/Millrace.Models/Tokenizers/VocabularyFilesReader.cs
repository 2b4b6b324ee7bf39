using System.Text.Json;

namespace Millrace.Models;

/// <summary>
/// Reads the older form of GPT-2's tokenizer: <c>vocab.json</c> and <c>merges.txt</c>, and beside them, if they are there,
/// <c>added_tokens.json</c>, <c>special_tokens_map.json</c> and <c>tokenizer_config.json</c>.
/// </summary>
internal static class VocabularyFilesReader
{
    public const string VocabularyName = "vocab.json";
    private const string MergesName = "merges.txt";
    private const string EndOfText = "<|endoftext|>";

    // RoBERTa's; the blank before a mask belongs to it.
    private static readonly string[] EncoderTokens = ["<s>", "<pad>", "</s>", "<unk>", Mask];
    private const string Mask = "<mask>";

    public static ByteLevelBpeTokenizer Load(string folder) => Read(folder, []).Words;

    /// <summary>RoBERTa's tokenizer with the ids of its vocabulary.</summary>
    public static (Tokenizer Words, IReadOnlyDictionary<string, int> Ids) LoadEncoder(string folder) => Read(folder, EncoderTokens);

    private static (ByteLevelBpeTokenizer Words, Dictionary<string, int> Ids) Read(string folder, string[] special)
    {
        var vocabularyPath = Path.Combine(folder, VocabularyName);
        var mergesPath = Path.Combine(folder, MergesName);
        var ids = ReadJsonFile(vocabularyPath, root => TokenIds.Read(root, vocabularyPath));
        var merges = ParseMerges(ModelText.Read(mergesPath), mergesPath);

        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in special.Append(EndOfText))
            if (ids.TryGetValue(token, out var id)) added[token] = id;
        foreach (var (content, id) in IfThere(folder, "added_tokens.json", TokenIds.Read) ?? []) added[content] = id;

        int? unknown = null;
        foreach (var name in (ReadOnlySpan<string>)["special_tokens_map.json", "tokenizer_config.json"])
            foreach (var (role, content) in IfThere(folder, name, SpecialTokens) ?? [])
            {
                // transformers gives a special token without an id the next free one; the model has no row for it, so it is left out.
                if (content.Length == 0 || (!added.TryGetValue(content, out var id) && !ids.TryGetValue(content, out id))) continue;
                added[content] = id;
                if (role == "unk_token") unknown = id;
            }
        var prefixSpace = IfThere<bool?>(
            folder, "tokenizer_config.json", (root, source) => new JsonFields(root, source).Flag(false, "add_prefix_space")) ?? false;

        var words = new ByteLevelBpeTokenizer(
            new BpeVocabulary(ids, merges, unknown, vocabularyPath, mergesPath), ids,
            [.. added.Select(a => new AddedToken(a.Value, a.Key, TakesLeft: a.Key == Mask && special.Length > 0))],
            prefixSpace, vocabularyPath);
        return (words, ids);
    }

    private static List<(string, string)> ParseMerges(string text, string path)
    {
        var merges = new List<(string, string)>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            var parts = line.Split(' ');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw new ModelException($"{path}: line {number} is \"{ModelText.Excerpt(line)}\", but it must be "
                    + "two tokens with a blank between.");
            merges.Add((parts[0], parts[1]));
        }
        return merges;
    }

    // Among other fields, those that name special tokens: as a string, as an object with the token as its content, or as a list of either.
    private static List<(string Role, string Content)> SpecialTokens(JsonElement root, string source)
    {
        var result = new List<(string, string)>();
        foreach (var field in new JsonFields(root, source).Entries("field"))
        {
            if (!field.Name.EndsWith("_token", StringComparison.Ordinal) && field.Name != "additional_special_tokens") continue;
            var isList = field.Value.ValueKind == JsonValueKind.Array;
            foreach (var value in isList ? [.. field.Value.EnumerateArray()] : (JsonElement[])[field.Value])
                if (value.ValueKind == JsonValueKind.String) result.Add((field.Name, value.GetString()!));
                else if (value.ValueKind == JsonValueKind.Object)
                    result.Add((field.Name, new JsonFields(value, $"{source}: {field.Name}").RequiredText("content")));
        }
        return result;
    }

    private static T? IfThere<T>(string folder, string name, Func<JsonElement, string, T> read)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? ReadJsonFile(path, root => read(root, path)) : default;
    }

    private static T ReadJsonFile<T>(string path, Func<JsonElement, T> read) => ModelText.ReadJson(ModelText.Read(path), path, read);
}

using System.Text.Json.Nodes;

namespace Millrace.Models.Tests;

/// <summary>Writes tokenizer files to a temporary folder.</summary>
internal sealed class TokenizerFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tokenizer-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public Tokenizer Load() => Tokenizer.Load(Path);

    public TokenizerFolder Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return this;
    }

    /// <summary>vocab.json and merges.txt.</summary>
    public TokenizerFolder WriteFiles(Dictionary<string, int> ids, List<(string Left, string Right)> merges) =>
        Write("vocab.json", Ids(ids).ToJsonString())
            .Write("merges.txt", "#version: 0.2\n" + string.Concat(merges.Select(m => $"{m.Left} {m.Right}\n")));

    /// <summary>A tokenizer.json as GPT-2's, with merges as strings or as pairs; <paramref name="change"/> may spoil it.</summary>
    public TokenizerFolder WriteJson(
        Dictionary<string, int> ids, List<(string Left, string Right)> merges, bool pairs = false, Action<JsonObject>? change = null)
    {
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray(),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true },
            ["post_processor"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = true, ["trim_offsets"] = false },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = "",
                ["end_of_word_suffix"] = "",
                ["fuse_unk"] = false,
                ["vocab"] = Ids(ids),
                ["merges"] = new JsonArray(
                    [.. merges.Select(m => pairs ? new JsonArray(m.Left, m.Right) : (JsonNode)$"{m.Left} {m.Right}")]),
            },
        };
        if (ids.TryGetValue("<|endoftext|>", out var id)) json["added_tokens"]!.AsArray().Add(Added(id, "<|endoftext|>"));
        change?.Invoke(json);
        return Write("tokenizer.json", json.ToJsonString());
    }

    public static JsonObject Added(int id, string content) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = true,
        ["special"] = true,
    };

    private static JsonObject Ids(Dictionary<string, int> ids) => new(ids.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
}

using System.Text.Json;

namespace Millrace.Models;

/// <summary>
/// Reads <c>tokenizer.json</c>, the form of Hugging Face's tokenizers library, where it describes a byte-level BPE as GPT-2's. Anything
/// that would change the tokens and is not supported is refused, not ignored.
/// </summary>
internal static class TokenizerJsonReader
{
    // Options of the model that would change the tokens.
    private static readonly string[] UnusedOptions =
        ["dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "ignore_merges"];

    public static ByteLevelBpeTokenizer Load(string path) => ModelText.ReadJson(ModelText.Read(path), path, root => Read(root, path));

    /// <summary>The tokenizer of an encoder, WordPiece or byte-level BPE, with the ids of its vocabulary; what its post-processor adds is
    /// not its business.</summary>
    public static (Tokenizer Words, IReadOnlyDictionary<string, int> Ids) ReadEncoder(JsonElement root, string path)
    {
        var source = $"{path}: model";
        var model = new JsonFields(new JsonFields(root, path).Required("model", JsonValueKind.Object, "an object"), source);
        return model.OptionalText("type") switch
        {
            "WordPiece" => WordPieceJsonReader.Read(root, path),
            "BPE" => ReadBpe(root, path),
            var type => throw new ModelException($"{source}: type is \"{type}\", but only \"WordPiece\" and \"BPE\" are supported."),
        };
    }

    private static ByteLevelBpeTokenizer Read(JsonElement root, string path)
    {
        PostProcessor(new JsonFields(root, path), path);
        return ReadBpe(root, path).Words;
    }

    private static (ByteLevelBpeTokenizer Words, Dictionary<string, int> Ids) ReadBpe(JsonElement root, string path)
    {
        var fields = new JsonFields(root, path);
        var modelSource = $"{path}: model";
        var model = new JsonFields(fields.Required("model", JsonValueKind.Object, "an object"), modelSource);
        RequireKind(model, "type", "BPE", modelSource);
        RequireAbsent(fields, "normalizer", path);
        var prefixSpace = PreTokenizer(fields, path);
        foreach (var name in UnusedOptions) RequireAbsent(model, name, modelSource);

        var ids = TokenIds.Read(model.Required("vocab", JsonValueKind.Object, "an object from tokens to ids"), $"{path}: model.vocab");
        var merges = Merges(model, $"{path}: model.merges");
        var added = AddedTokens(fields, ids, path);
        int? unknown = null;
        if (model.OptionalText("unk_token") is { } unknownText)
            unknown = ids.TryGetValue(unknownText, out var id) ? id : added.FirstOrDefault(t => t.Content == unknownText)?.Id
                ?? throw new ModelException($"{modelSource}: unk_token is \"{unknownText}\", which is not in the vocabulary.");
        var words = new ByteLevelBpeTokenizer(
            new BpeVocabulary(ids, merges, unknown, path, $"{path}: model.merges"), ids, added, prefixSpace, path);
        foreach (var token in added) ids.TryAdd(token.Content, token.Id);
        return (words, ids);
    }

    // Returns whether a blank is put before text that has none.
    private static bool PreTokenizer(JsonFields fields, string path)
    {
        var source = $"{path}: pre_tokenizer";
        var pre = new JsonFields(fields.Required("pre_tokenizer", JsonValueKind.Object, "an object"), source);
        RequireKind(pre, "type", "ByteLevel", source);
        if (!pre.Flag(true, "use_regex"))
            throw new ModelException($"{source}: use_regex is false, but only true, as in GPT-2, is supported.");
        return pre.Flag(true, "add_prefix_space");
    }

    // ByteLevel only moves offsets; a template is harmless as long as it adds no token.
    private static void PostProcessor(JsonFields fields, string path)
    {
        if (fields.Optional("post_processor") is not { } value) return;
        var source = $"{path}: post_processor";
        var post = new JsonFields(value, source);
        var type = post.OptionalText("type");
        if (type == "ByteLevel") return;
        if (type != "TemplateProcessing")
            throw new ModelException($"{source}: type is \"{type}\", but only \"ByteLevel\", as in GPT-2, is supported.");
        foreach (var piece in post.Required("single", JsonValueKind.Array, "a list").EnumerateArray())
            if (piece.ValueKind != JsonValueKind.Object || !piece.TryGetProperty("Sequence", out _))
                throw new ModelException($"{source}: the template adds tokens to the text, but only templates that "
                    + "add none are supported.");
    }

    private static List<(string, string)> Merges(JsonFields model, string source)
    {
        var merges = new List<(string, string)>();
        foreach (var merge in model.Required("merges", JsonValueKind.Array, "a list of pairs").EnumerateArray())
        {
            string[] pair = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array => [.. merge.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")],
                _ => [],
            };
            if (pair.Length != 2 || pair[0].Length == 0 || pair[1].Length == 0)
                throw new ModelException(
                    $"{source}: merge {merges.Count} is {ModelText.Excerpt(merge.GetRawText())}, but it must be "
                    + "\"left right\" or [\"left\", \"right\"].");
            merges.Add((pair[0], pair[1]));
        }
        return merges;
    }

    internal static List<AddedToken> AddedTokens(JsonFields fields, Dictionary<string, int> ids, string path)
    {
        var added = new List<AddedToken>();
        if (fields.Optional("added_tokens") is not { } list) return added;
        if (list.ValueKind != JsonValueKind.Array)
            throw new ModelException($"{path}: added_tokens is {ModelText.Excerpt(list.GetRawText())}, but it must be a list.");
        foreach (var json in list.EnumerateArray())
        {
            var source = $"{path}: added_tokens[{added.Count}]";
            var token = new JsonFields(json, source);
            var content = token.RequiredText("content");
            var id = TokenIds.RequireId(token.RequiredInteger("id"), content, source);
            if (content.Length == 0) throw new ModelException($"{source}: content is empty, but it must be the token's text.");
            if (ids.TryGetValue(content, out var other) && other != id)
                throw new ModelException($"{source}: token \"{content}\" has the id {id}, but {other} in model.vocab.");
            RequireAbsent(token, "single_word", source);
            added.Add(new AddedToken(id, content, token.Flag(false, "lstrip"), token.Flag(false, "rstrip")));
        }
        return added;
    }

    private static void RequireKind(JsonFields fields, string name, string expected, string source)
    {
        var given = fields.OptionalText(name);
        if (given is not null && given != expected)
            throw new ModelException($"{source}: {name} is \"{given}\", but only \"{expected}\", as in GPT-2, is supported.");
    }

    // Absent, null, false, zero and the empty string all mean that the feature is not used.
    private static void RequireAbsent(JsonFields fields, string name, string source)
    {
        if (fields.Optional(name) is not { } value) return;
        var raw = value.GetRawText();
        if (raw is not ("false" or "\"\"" or "0" or "0.0"))
            throw new ModelException($"{source}: {name} is {ModelText.Excerpt(raw)}, but it is not supported: GPT-2 has none.");
    }
}

using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads <c>tokenizer.json</c> where it describes a WordPiece tokenizer as BERT's. Anything that would change the tokens and is
/// not supported is refused, not ignored.</summary>
internal static class WordPieceJsonReader
{
    public static (Tokenizer Words, IReadOnlyDictionary<string, int> Ids) Read(JsonElement root, string path)
    {
        var fields = new JsonFields(root, path);
        var modelSource = $"{path}: model";
        var model = new JsonFields(fields.Required("model", JsonValueKind.Object, "an object"), modelSource);
        var ids = TokenIds.Read(model.Required("vocab", JsonValueKind.Object, "an object from tokens to ids"), $"{path}: model.vocab");
        var added = TokenizerJsonReader.AddedTokens(fields, ids, path);
        foreach (var token in added) ids.TryAdd(token.Content, token.Id);

        var unknownText = model.Text("[UNK]", "unk_token");
        if (!ids.TryGetValue(unknownText, out var unknown))
            throw new ModelException($"{modelSource}: unk_token is \"{unknownText}\", which is not in the vocabulary.");
        var longest = model.Integer(100, "max_input_chars_per_word");
        var vocabulary = new WordPieceVocabulary(ids, unknown, model.Text("##", "continuing_subword_prefix"), longest);
        Require(fields, "pre_tokenizer", "BertPreTokenizer", path);
        return (new WordPieceTokenizer(vocabulary, Normalizer(fields, path), added, path), ids);
    }

    private static BertNormalizer Normalizer(JsonFields fields, string path)
    {
        var normalizer = Require(fields, "normalizer", "BertNormalizer", path);
        return new BertNormalizer
        {
            Cleans = normalizer.Flag(true, "clean_text"),
            SeparatesChinese = normalizer.Flag(true, "handle_chinese_chars"),
            Lowers = normalizer.Flag(true, "lowercase"),
            StripsAccents = normalizer.Optional("strip_accents") is null ? null : normalizer.Flag(false, "strip_accents"),
        };
    }

    private static JsonFields Require(JsonFields fields, string name, string type, string path)
    {
        var source = $"{path}: {name}";
        var part = new JsonFields(fields.Required(name, JsonValueKind.Object, "an object"), source);
        var given = part.OptionalText("type");
        return given == type
            ? part
            : throw new ModelException($"{source}: type is \"{given}\", but only \"{type}\", as in BERT, is supported.");
    }
}

using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads the older form of BERT's tokenizer: <c>vocab.txt</c>, a piece a line, and beside it
/// <c>tokenizer_config.json</c>.</summary>
internal static class WordPieceFilesReader
{
    public const string VocabularyName = "vocab.txt";

    // Found in the text as they stand, if the vocabulary has them.
    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    public static (Tokenizer Words, IReadOnlyDictionary<string, int> Ids) Load(string folder)
    {
        var path = Path.Combine(folder, VocabularyName);
        var ids = Pieces(ModelText.Read(path), path);
        if (!ids.TryGetValue("[UNK]", out var unknown))
            throw new ModelException($"{path}: \"[UNK]\" is not in the vocabulary, but unknown words need it.");
        var added = Special.Where(ids.ContainsKey).Select(s => new AddedToken(ids[s], s)).ToArray();
        return (new WordPieceTokenizer(new(ids, unknown), Normalizer(folder), added, path), ids);
    }

    private static Dictionary<string, int> Pieces(string text, string path)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var piece = lines[i].TrimEnd('\r');
            if (i == lines.Length - 1 && piece.Length == 0) continue;
            if (!ids.TryAdd(piece, i))
                throw new ModelException($"{path}: \"{ModelText.Excerpt(piece)}\" stands in lines {ids[piece] + 1} and {i + 1}.");
        }

        return ids;
    }

    private static BertNormalizer Normalizer(string folder)
    {
        var path = Path.Combine(folder, "tokenizer_config.json");
        if (!File.Exists(path)) return new BertNormalizer();
        return ModelText.ReadJson(ModelText.Read(path), path, root =>
        {
            var fields = new JsonFields(root, path);
            return new BertNormalizer
            {
                Lowers = fields.Flag(true, "do_lower_case"),
                SeparatesChinese = fields.Flag(true, "tokenize_chinese_chars"),
                StripsAccents = fields.Optional("strip_accents") is null ? null : fields.Flag(false, "strip_accents"),
            };
        });
    }
}

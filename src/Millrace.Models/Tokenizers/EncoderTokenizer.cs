namespace Millrace.Models;

/// <summary>Turns a text, or two, into what an encoder takes: tokens with the special ones around them, and segments. Immutable and safe to
/// share between threads.</summary>
public sealed class EncoderTokenizer
{
    private readonly EncoderTemplate _template;
    private readonly bool _segments;

    private EncoderTokenizer(Tokenizer words, EncoderTemplate template, bool segments, int? mask, int? padding) =>
        (Words, _template, _segments, MaskToken, PaddingToken) = (words, template, segments, mask, padding);

    /// <summary>What cuts the texts.</summary>
    public Tokenizer Words { get; }

    /// <summary>The token that a masked language model fills in; null where the vocabulary has none.</summary>
    public int? MaskToken { get; }

    /// <summary>The token that padding consists of; null where the vocabulary has none.</summary>
    public int? PaddingToken { get; }

    /// <summary>The tokens of a text, or of a pair of texts.</summary>
    /// <exception cref="ModelException">The vocabulary has no token for a byte of the text.</exception>
    public BertInput Encode(string text, string? second = null)
    {
        var (tokens, segments) = _template.Apply(Words.Encode(text), second is null ? null : Words.Encode(second));
        return new BertInput(tokens, _segments ? segments : null);
    }

    /// <summary>Reads a folder's <c>tokenizer.json</c> or, without one, its <c>vocab.txt</c> (WordPiece) or its <c>vocab.json</c> and
    /// <c>merges.txt</c> (byte-level BPE).</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="config">Its configuration: DistilBERT and RoBERTa know no segments.</param>
    /// <exception cref="ModelException">There is none, or it is malformed or of another kind.</exception>
    public static EncoderTokenizer Load(string folder, BertConfig config)
    {
        var segments = config.SegmentTypes > 1;
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json))
            return ModelText.ReadJson(ModelText.Read(json), json, root =>
            {
                var (words, ids) = TokenizerJsonReader.ReadEncoder(root, json);
                return new EncoderTokenizer(words, EncoderTemplateReader.Read(root, json), segments, Find(ids, "mask"), Find(ids, "pad"));
            });
        var vocabulary = Path.Combine(folder, WordPieceFilesReader.VocabularyName);
        if (File.Exists(vocabulary))
        {
            var (words, ids) = WordPieceFilesReader.Load(folder);
            var template = EncoderTemplate.Bert(Need(ids, "[CLS]", vocabulary), Need(ids, "[SEP]", vocabulary));
            return new EncoderTokenizer(words, template, segments, Find(ids, "mask"), Find(ids, "pad"));
        }

        vocabulary = Path.Combine(folder, VocabularyFilesReader.VocabularyName);
        if (File.Exists(vocabulary))
        {
            var (words, ids) = VocabularyFilesReader.LoadEncoder(folder);
            var template = EncoderTemplate.Roberta(Need(ids, "<s>", vocabulary), Need(ids, "</s>", vocabulary));
            return new EncoderTokenizer(words, template, segments, Find(ids, "mask"), Find(ids, "pad"));
        }

        throw new ModelException(
            $"{folder}: text needs a tokenizer, but there is neither tokenizer.json nor vocab.txt nor vocab.json with merges.txt.");
    }

    /// <summary>Whether a folder holds a tokenizer at all.</summary>
    public static bool Exists(string folder) =>
        new[] { "tokenizer.json", WordPieceFilesReader.VocabularyName, VocabularyFilesReader.VocabularyName }
            .Any(name => File.Exists(Path.Combine(folder, name)));

    // [MASK] in BERT, <mask> in RoBERTa.
    private static int? Find(IReadOnlyDictionary<string, int> ids, string name) =>
        ids.TryGetValue($"[{name.ToUpperInvariant()}]", out var id) || ids.TryGetValue($"<{name}>", out id) ? id : null;

    private static int Need(IReadOnlyDictionary<string, int> ids, string token, string path) => ids.TryGetValue(token, out var id)
        ? id
        : throw new ModelException($"{path}: \"{token}\" is not in the vocabulary, but an encoder's input needs it.");
}

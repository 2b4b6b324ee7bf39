using System.Globalization;
using System.Text.Json;

namespace Millrace.Models;

/// <summary>Reads <see cref="BertConfig"/> from JSON: first the architecture, then the fields, then the sizes that must agree.</summary>
internal static class BertConfigReader
{
    private static readonly (string Type, BertFamily Family, string Prefix)[] Families =
    [
        ("bert", BertFamily.Bert, "Bert"), ("roberta", BertFamily.Roberta, "Roberta"), ("distilbert", BertFamily.DistilBert, "DistilBert"),
    ];

    private static readonly (string Suffix, BertHead Head)[] Heads =
    [
        ("Model", BertHead.None), ("ForSequenceClassification", BertHead.SequenceClassification), ("ForMaskedLM", BertHead.MaskedLM),
        ("ForQuestionAnswering", BertHead.QuestionAnswering),
        ("ForPreTraining", BertHead.MaskedLM), // its head for sentence pairs is ignored
    ];

    /// <summary>The model types that this reads.</summary>
    public static IEnumerable<string> ModelTypes => Families.Select(f => f.Type);

    /// <summary>Whether a model type or an architecture names an encoder of this kind.</summary>
    public static bool Knows(string? modelType, IEnumerable<string> architectures) =>
        modelType is not null ? ModelTypes.Contains(modelType) : architectures.Any(a => Find(a) is not null);

    public static BertConfig Read(JsonElement root, string source)
    {
        var fields = new JsonFields(root, source);
        var (family, head) = Architecture(fields, source);
        RequirePlainEncoder(fields, source);

        var names = BertFieldNames.Of(family);
        var defaults = new BertConfig();
        var distilled = family == BertFamily.DistilBert;
        return new BertConfig
        {
            Family = family,
            Head = head,
            Width = fields.Integer(defaults.Width, names.Width),
            Layers = fields.Integer(distilled ? 6 : defaults.Layers, names.Layers),
            Heads = fields.Integer(defaults.Heads, names.Heads),
            InnerWidth = fields.Integer(defaults.InnerWidth, names.Inner),
            Positions = fields.Integer(defaults.Positions, "max_position_embeddings"),
            FirstPosition = family == BertFamily.Roberta ? Padding(fields, source) + 1 : 0,
            SegmentTypes = distilled ? 0 : fields.Integer(defaults.SegmentTypes, "type_vocab_size"),
            VocabularySize = fields.Integer(family == BertFamily.Roberta ? 50265 : defaults.VocabularySize, "vocab_size"),
            LayerNormEpsilon = distilled ? defaults.LayerNormEpsilon : fields.Real(defaults.LayerNormEpsilon, "layer_norm_eps"),
            Activation = ActivationFunction.Parse(
                fields.Text(defaults.Activation.Name, names.Activation), $"{source}: {names.Activation}"),
            TiedHead = fields.Flag(defaults.TiedHead, "tie_word_embeddings"),
            Labels = ReadLabels(fields, source),
        }.Validate(source);
    }

    private static (BertFamily, BertHead) Architecture(JsonFields fields, string source)
    {
        var type = fields.OptionalText("model_type");
        var types = string.Join(", ", ModelTypes.Select(t => $"\"{t}\""));
        if (type is not null && !ModelTypes.Contains(type))
            throw new ModelException($"{source}: model_type is \"{type}\", but only {types} are supported.");
        var architectures = fields.Texts("architectures");
        if (architectures.Length == 0)
            return type is not null
                ? (Families.First(f => f.Type == type).Family, BertHead.None)
                : throw new ModelException($"{source}: model_type is missing, but it must be one of {types}.");

        var family = Families.FirstOrDefault(f => type is null ? architectures.Any(a => Find(a)?.Family == f.Family) : f.Type == type);
        var found = architectures.Select(Find).FirstOrDefault(f => f is not null && f.Value.Family == family.Family);
        return found ?? throw new ModelException(
            $"{source}: architectures is {string.Join(", ", architectures)}, but only "
            + $"{string.Join(", ", Names(family.Type is null ? Families[0] : family))} are supported.");
    }

    private static (BertFamily Family, BertHead Head)? Find(string architecture)
    {
        foreach (var family in Families)
            foreach (var (name, head) in Names(family).Zip(Heads, (name, h) => (name, h.Head)))
                if (name == architecture) return (family.Family, head);
        return null;
    }

    // In the order of Heads; a head for pairs of sentences was trained for BERT alone.
    private static IEnumerable<string> Names((string Type, BertFamily Family, string Prefix) family) =>
        Heads.Take(family.Family == BertFamily.Bert ? Heads.Length : Heads.Length - 1).Select(h => family.Prefix + h.Suffix);

    private static void RequirePlainEncoder(JsonFields fields, string source)
    {
        if (fields.Text("absolute", "position_embedding_type") is var positions && positions != "absolute")
            throw new ModelException($"{source}: position_embedding_type is \"{positions}\", but only \"absolute\" is supported.");
        foreach (var name in new[] { "is_decoder", "add_cross_attention" })
            if (fields.Flag(false, name))
                throw new ModelException($"{source}: {name} is true, but only encoders without cross-attention are supported.");
        // Of more than one label and a problem that is no choice among them, the scores are the same; softmax over them would not be.
        if (fields.OptionalText("problem_type") is { } problem && problem != "single_label_classification")
            throw new ModelException($"{source}: problem_type is \"{problem}\", but only \"single_label_classification\" is supported.");
    }

    private static int Padding(JsonFields fields, string source)
    {
        var padding = fields.Integer(1, "pad_token_id");
        return padding is >= 0 and < int.MaxValue - 1
            ? padding
            : throw new ModelException($"{source}: pad_token_id is {padding}, but it must be at least 0.");
    }

    // id2label maps "0", "1", ... to names; without it there are num_labels, and LABEL_0 and so on are their names.
    private static IReadOnlyList<string> ReadLabels(JsonFields fields, string source)
    {
        var given = fields.Optional("id2label");
        var count = fields.OptionalInteger("num_labels");
        if (given is null)
        {
            if (count is < 1) throw new ModelException($"{source}: num_labels is {count}, but it must be at least 1.");
            return [.. Enumerable.Range(0, count ?? 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"LABEL_{i}"))];
        }

        var entries = new JsonFields(given.Value, $"{source}: id2label");
        var ids = entries.Entries("label").Select(e => e.Name).ToArray();
        if (count is not null && count != ids.Length)
            throw new ModelException($"{source}: num_labels is {count}, but id2label has {ids.Length}.");
        return [.. Enumerable.Range(0, ids.Length).Select(i => entries.RequiredText(i.ToString(CultureInfo.InvariantCulture)))];
    }
}

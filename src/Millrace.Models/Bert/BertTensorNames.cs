namespace Millrace.Models;

/// <summary>What the checkpoints of a family call their tensors; <c>.weight</c> and <c>.bias</c> follow. Names of layers are relative to
/// <see cref="Layer"/> and the number, names of heads are without prefix.</summary>
internal sealed record BertTensorNames
{
    public required string Prefix { get; init; }

    public string Layer { get; init; } = "encoder.layer.";

    public string Query { get; init; } = "attention.self.query";

    public string Key { get; init; } = "attention.self.key";

    public string Value { get; init; } = "attention.self.value";

    public string AttentionOutput { get; init; } = "attention.output.dense";

    public string AttentionNorm { get; init; } = "attention.output.LayerNorm";

    public string MlpInput { get; init; } = "intermediate.dense";

    public string MlpOutput { get; init; } = "output.dense";

    public string MlpNorm { get; init; } = "output.LayerNorm";

    /// <summary>The pooler that belongs to a classifier; of BERT it is the encoder's own, with its prefix.</summary>
    public required string ClassifierPooler { get; init; }

    public string Classifier { get; init; } = "classifier";

    public required string MaskedTransform { get; init; }

    public required string MaskedNorm { get; init; }

    public required string MaskedDecoder { get; init; }

    public required string MaskedBias { get; init; }

    private static readonly BertTensorNames Bert = new()
    {
        Prefix = "bert.",
        ClassifierPooler = "pooler.dense",
        MaskedTransform = "cls.predictions.transform.dense",
        MaskedNorm = "cls.predictions.transform.LayerNorm",
        MaskedDecoder = "cls.predictions.decoder.weight",
        MaskedBias = "cls.predictions.bias",
    };

    private static readonly BertTensorNames Roberta = new()
    {
        Prefix = "roberta.",
        ClassifierPooler = "classifier.dense",
        Classifier = "classifier.out_proj",
        MaskedTransform = "lm_head.dense",
        MaskedNorm = "lm_head.layer_norm",
        MaskedDecoder = "lm_head.decoder.weight",
        MaskedBias = "lm_head.bias",
    };

    private static readonly BertTensorNames DistilBert = new()
    {
        Prefix = "distilbert.",
        Layer = "transformer.layer.",
        Query = "attention.q_lin",
        Key = "attention.k_lin",
        Value = "attention.v_lin",
        AttentionOutput = "attention.out_lin",
        AttentionNorm = "sa_layer_norm",
        MlpInput = "ffn.lin1",
        MlpOutput = "ffn.lin2",
        MlpNorm = "output_layer_norm",
        ClassifierPooler = "pre_classifier",
        MaskedTransform = "vocab_transform",
        MaskedNorm = "vocab_layer_norm",
        MaskedDecoder = "vocab_projector.weight",
        MaskedBias = "vocab_projector.bias",
    };

    public static BertTensorNames Of(BertFamily family) => family switch
    {
        BertFamily.Roberta => Roberta,
        BertFamily.DistilBert => DistilBert,
        _ => Bert,
    };

    /// <summary>The linear layers and LayerNorms of a layer.</summary>
    public IEnumerable<string> LayerParts =>
        [Query, Key, Value, AttentionOutput, AttentionNorm, MlpInput, MlpOutput, MlpNorm];
}

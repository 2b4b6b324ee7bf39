namespace Millrace.Models;

/// <summary>All trained numbers of an encoder of BERT's architecture, as float, row-major.</summary>
public sealed record BertWeights
{
    /// <summary><c>embeddings.word_embeddings.weight</c>: [vocabulary, width].</summary>
    public required float[] TokenEmbedding { get; init; }

    /// <summary><c>embeddings.position_embeddings.weight</c>: [positions, width].</summary>
    public required float[] PositionEmbedding { get; init; }

    /// <summary><c>embeddings.token_type_embeddings.weight</c>: [segment types, width]; empty where there are no segments.</summary>
    public required float[] SegmentEmbedding { get; init; }

    /// <summary><c>embeddings.LayerNorm</c>: [width].</summary>
    public required NormWeights EmbeddingNorm { get; init; }

    /// <summary><c>encoder.layer.0</c>, <c>encoder.layer.1</c>, ...</summary>
    public required IReadOnlyList<BertLayerWeights> Layers { get; init; }

    /// <summary>[width, width], read on the first token: <c>pooler.dense</c>, RoBERTa's <c>classifier.dense</c>, DistilBERT's
    /// <c>pre_classifier</c>; null where there is none.</summary>
    public LinearWeights? Pooler { get; init; }

    /// <summary>The last linear layer of a classifier, [width, labels], or of question answering, [width, 2]; otherwise null.</summary>
    public LinearWeights? Classifier { get; init; }

    /// <summary>The head of a masked language model; otherwise null.</summary>
    public MaskedHeadWeights? Masked { get; init; }

    /// <summary>Reads the weights of a checkpoint, with or without the prefix <c>bert.</c>, <c>roberta.</c> or
    /// <c>distilbert.</c>.</summary>
    /// <exception cref="ModelException">A tensor is missing, has another shape, or holds numbers that are not finite.</exception>
    public static BertWeights Load(BertConfig config, Checkpoint checkpoint) => new BertWeightsReader(config, checkpoint).Read();

    /// <summary>Checks that every array has the size that the configuration asks for.</summary>
    /// <exception cref="ArgumentException">One has not: the caller paired weights with another model's configuration.</exception>
    public void RequireShapeOf(BertConfig config)
    {
        int d = config.Width, f = config.InnerWidth;
        Require(nameof(TokenEmbedding), TokenEmbedding.Length, (long)config.VocabularySize * d);
        Require(nameof(PositionEmbedding), PositionEmbedding.Length, (long)config.Positions * d);
        Require(nameof(SegmentEmbedding), SegmentEmbedding.Length, (long)config.SegmentTypes * d);
        Require(nameof(EmbeddingNorm), EmbeddingNorm.Gain.Length, d);
        Require(nameof(Layers), Layers.Count, config.Layers);
        foreach (var layer in Layers)
        {
            Linear(nameof(layer.AttentionInput), layer.AttentionInput, d, 3 * d);
            Linear(nameof(layer.AttentionOutput), layer.AttentionOutput, d, d);
            Require(nameof(layer.AttentionNorm), layer.AttentionNorm.Gain.Length, d);
            Linear(nameof(layer.MlpInput), layer.MlpInput, d, f);
            Linear(nameof(layer.MlpOutput), layer.MlpOutput, f, d);
            Require(nameof(layer.MlpNorm), layer.MlpNorm.Gain.Length, d);
        }

        if (Pooler is not null) Linear(nameof(Pooler), Pooler, d, d);
        switch (config.Head)
        {
            case BertHead.SequenceClassification:
                Linear(nameof(Pooler), Pooler, d, d);
                Linear(nameof(Classifier), Classifier, d, config.Labels.Count);
                break;
            case BertHead.QuestionAnswering:
                Linear(nameof(Classifier), Classifier, d, 2);
                break;
            case BertHead.MaskedLM:
                Linear(nameof(Masked.Transform), Masked?.Transform, d, d);
                Require(nameof(Masked.Norm), Masked!.Norm.Gain.Length, d);
                Require(nameof(Masked.Decoder), Masked.Decoder.Length, (long)config.VocabularySize * d);
                Require(nameof(Masked.Bias), Masked.Bias.Length, config.VocabularySize);
                break;
        }

        static void Linear(string name, LinearWeights? linear, int inputs, int outputs)
        {
            Require(name + " inputs", linear?.Inputs ?? 0, inputs);
            Require(name + " outputs", linear?.Outputs ?? 0, outputs);
        }

        static void Require(string name, long given, long expected)
        {
            if (given != expected) throw new ArgumentException($"{name} has {given} elements, but the configuration asks for {expected}.");
        }
    }
}

namespace Millrace.Models;

/// <summary>
/// The shape and the options of an encoder of BERT's architecture: everything that a Hugging Face <c>config.json</c> of model type
/// <c>bert</c>, <c>roberta</c> or <c>distilbert</c> can vary and that changes what the model computes. Defaults are those of
/// transformers' <c>BertConfig</c> (the 110 M parameter BERT).
/// </summary>
public sealed record BertConfig
{
    /// <summary>BERT, RoBERTa or DistilBERT.</summary>
    public BertFamily Family { get; init; } = BertFamily.Bert;

    /// <summary>What stands on the encoder (<c>architectures</c>).</summary>
    public BertHead Head { get; init; } = BertHead.None;

    /// <summary>Width of the hidden states (<c>hidden_size</c>; DistilBERT: <c>dim</c>).</summary>
    public int Width { get; init; } = 768;

    /// <summary>Number of Transformer layers (<c>num_hidden_layers</c>; DistilBERT: <c>n_layers</c>).</summary>
    public int Layers { get; init; } = 12;

    /// <summary>Attention heads of a layer (<c>num_attention_heads</c>; DistilBERT: <c>n_heads</c>); divides <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>Width of the hidden layer of the MLP (<c>intermediate_size</c>; DistilBERT: <c>hidden_dim</c>).</summary>
    public int InnerWidth { get; init; } = 3072;

    /// <summary>Rows of the position embedding (<c>max_position_embeddings</c>).</summary>
    public int Positions { get; init; } = 512;

    /// <summary>The row of the first token: 0; in RoBERTa <c>pad_token_id</c> + 1.</summary>
    public int FirstPosition { get; init; }

    /// <summary>Number of segment ids (<c>type_vocab_size</c>); DistilBERT has 0, no segments.</summary>
    public int SegmentTypes { get; init; } = 2;

    /// <summary>Number of token ids (<c>vocab_size</c>).</summary>
    public int VocabularySize { get; init; } = 30522;

    /// <summary>Added to the variance in every LayerNorm (<c>layer_norm_eps</c>).</summary>
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>Activation of the MLP (<c>hidden_act</c>; DistilBERT: <c>activation</c>).</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Parse("gelu");

    /// <summary>Whether the head of a masked language model shares the token embedding's matrix (<c>tie_word_embeddings</c>).</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>The names of the labels, by id (<c>id2label</c>, or <c>num_labels</c>).</summary>
    public IReadOnlyList<string> Labels { get; init; } = ["LABEL_0", "LABEL_1"];

    /// <summary>The longest sequence.</summary>
    public int ContextLength => Positions - FirstPosition;

    /// <summary>Width of one attention head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>The factor on the scores q·k before softmax.</summary>
    public double AttentionScale => 1 / Math.Sqrt(HeadWidth);

    /// <summary>Between the two linear layers of a classifier: tanh, in DistilBERT ReLU.</summary>
    public ActivationFunction PoolerActivation => ActivationFunction.Parse(Family == BertFamily.DistilBert ? "relu" : "tanh");

    /// <summary>In the head of a masked language model: that of the MLP, in RoBERTa always GELU.</summary>
    public ActivationFunction MaskedActivation => Family == BertFamily.Roberta ? ActivationFunction.Parse("gelu") : Activation;

    /// <summary>Trained numbers of the encoder, embeddings included, pooler and head not.</summary>
    public long ParameterCount
    {
        get
        {
            long d = Width, f = InnerWidth;
            return (VocabularySize + Positions + SegmentTypes + 2) * d + Layers * (4 * (d * d + d) + 2 * d * f + f + d + 4 * d);
        }
    }

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="ModelException">No such file, not JSON, another architecture, or a field out of its range.</exception>
    public static BertConfig Load(string path) => Parse(ModelText.Read(path), path);

    /// <summary>Reads the text of a <c>config.json</c>; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="ModelException">Not JSON, another architecture, or a field out of its range.</exception>
    public static BertConfig Parse(string json, string source) =>
        ModelText.ReadJson(json, source, root => BertConfigReader.Read(root, source));

    /// <summary>This configuration, if its sizes make a model. Messages name the fields as the family's <c>config.json</c> does.</summary>
    /// <param name="source">Where it came from, for the message.</param>
    /// <exception cref="ModelException">A size is not positive, heads do not divide the width, a matrix exceeds what .NET can
    /// hold.</exception>
    public BertConfig Validate(string source = "configuration")
    {
        var names = BertFieldNames.Of(Family);
        Least(names.Width, Width, 1);
        Least(names.Layers, Layers, 1);
        Least(names.Heads, Heads, 1);
        Least(names.Inner, InnerWidth, 1);
        Least("max_position_embeddings", Positions, FirstPosition + 1);
        Least("type_vocab_size", SegmentTypes, Family == BertFamily.DistilBert ? 0 : 1);
        Least("vocab_size", VocabularySize, 1);
        if (Width % Heads != 0)
            throw new ModelException($"{source}: {names.Width} is {Width}, but it must be a multiple of {names.Heads}, which is {Heads}.");
        if (!(LayerNormEpsilon >= 0 && double.IsFinite(LayerNormEpsilon)))
            throw new ModelException($"{source}: layer_norm_eps is {LayerNormEpsilon:R}, but it must be a number of at least 0.");
        if (Head == BertHead.SequenceClassification && Labels.Count == 0)
            throw new ModelException($"{source}: id2label has no labels, but a classifier needs at least 1.");

        Fits($"{names.Width} x 3 {names.Width}", 3L * Width * Width);
        Fits($"{names.Width} x {names.Inner}", (long)Width * InnerWidth);
        Fits($"max_position_embeddings x {names.Width}", (long)Positions * Width);
        Fits($"vocab_size x {names.Width}", (long)VocabularySize * Width);
        return this;

        void Least(string field, int value, int least)
        {
            if (value < least) throw new ModelException($"{source}: {field} is {value}, but it must be at least {least}.");
        }

        void Fits(string matrix, long elements)
        {
            if (elements > Array.MaxLength)
                throw new ModelException(
                    $"{source}: a matrix of {matrix} has {elements} elements, but at most {Array.MaxLength} can be held.");
        }
    }

    /// <summary>Two configurations are equal when all their fields are, the labels one by one.</summary>
    public bool Equals(BertConfig? other) =>
        other is not null
        && (Family, Head, TiedHead, LayerNormEpsilon) == (other.Family, other.Head, other.TiedHead, other.LayerNormEpsilon)
        && (Width, Layers, Heads, InnerWidth) == (other.Width, other.Layers, other.Heads, other.InnerWidth)
        && (Positions, FirstPosition) == (other.Positions, other.FirstPosition)
        && (SegmentTypes, VocabularySize) == (other.SegmentTypes, other.VocabularySize)
        && Activation.Equals(other.Activation)
        && Labels.SequenceEqual(other.Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Family, Head, Width, Layers, Heads, InnerWidth, Positions, VocabularySize);
}

using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>The sizes of a Transformer that its accelerator depends on.</summary>
/// <param name="Layers">Transformer layers.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Width">Elements of the residual stream.</param>
/// <param name="InnerWidth">Elements inside the feed-forward network.</param>
/// <param name="ContextLength">Positions.</param>
/// <param name="VocabularySize">Tokens.</param>
public sealed record ModelShape(int Layers, int Heads, int Width, int InnerWidth, int ContextLength, int VocabularySize)
{
    /// <summary>Architecture; GPT-2 unless said.</summary>
    public TransformerFamily Family { get; init; } = TransformerFamily.Gpt2;

    /// <summary>Heads of keys and values; 0 where each head of queries has its own.</summary>
    public int SharedKeyValueHeads { get; init; }

    /// <summary>Elements of a head where they are not width / heads; else 0.</summary>
    public int OwnHeadSize { get; init; }

    /// <summary>Elements of a head.</summary>
    public int HeadSize => OwnHeadSize > 0 ? OwnHeadSize : Width / Heads;

    /// <summary>Heads of keys and values.</summary>
    public int KeyValueHeads => SharedKeyValueHeads > 0 ? SharedKeyValueHeads : Heads;

    /// <summary>True of an encoder: every token sees the whole sequence, and there is no language-model head.</summary>
    public bool IsEncoder => Family is TransformerFamily.Bert;

    /// <summary>Matrices into the feed-forward network: two with a gate, else one.</summary>
    public int InnerInputs => Family is TransformerFamily.Bert or TransformerFamily.Gpt2 ? 1 : 2;

    /// <summary>Passes of a norm over a row before it can give its first word: two of a LayerNorm, one of an RMSNorm.</summary>
    public int NormPasses => Family is TransformerFamily.Bert or TransformerFamily.Gpt2 ? 2 : 1;

    /// <summary>The shape of a GPT-2.</summary>
    public static ModelShape Of(Gpt2Config config) =>
        new(config.Layers, config.Heads, config.Width, config.InnerWidth, config.ContextLength, config.VocabularySize);

    /// <summary>The shape of an encoder.</summary>
    public static ModelShape Of(BertConfig config) =>
        new(config.Layers, config.Heads, config.Width, config.InnerWidth, config.ContextLength, config.VocabularySize)
        {
            Family = TransformerFamily.Bert,
        };

    /// <summary>The shape of any Transformer.</summary>
    public static ModelShape Of(TransformerShape shape) =>
        new(shape.Layers, shape.Heads, shape.Width, shape.InnerWidth, shape.ContextLength, shape.VocabularySize)
        {
            Family = shape.Family,
            SharedKeyValueHeads = shape.KeyValueHeads == shape.Heads ? 0 : shape.KeyValueHeads,
            OwnHeadSize = shape.HeadSize * shape.Heads == shape.Width ? 0 : shape.HeadSize,
        };

    internal void Validate()
    {
        (string, int)[] sizes =
        [
            ("layers", Layers), ("heads", Heads), ("width", Width),
            ("inner_width", InnerWidth), ("context_length", ContextLength), ("vocabulary_size", VocabularySize),
        ];
        foreach (var (name, size) in sizes)
        {
            if (size < 1)
                throw new DesignPointException($"design point: 'model.{name}' is {size}; at least 1 is needed.");
        }

        if (OwnHeadSize < 0)
            throw new DesignPointException($"design point: 'model.own_head_size' is {OwnHeadSize}; 0 is the least.");
        if (SharedKeyValueHeads < 0 || (SharedKeyValueHeads > 0 && Heads % SharedKeyValueHeads != 0))
        {
            throw new DesignPointException(
                $"design point: 'model.shared_key_value_heads' is {SharedKeyValueHeads}; 0 or a divisor of the {Heads} heads is needed.");
        }

        if (OwnHeadSize == 0 && Width % Heads != 0)
            throw new DesignPointException($"design point: 'model.heads' is {Heads}; a divisor of the width {Width} is needed.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        (Family is TransformerFamily.Gpt2 ? "" : $"{Family.ToString().ToLowerInvariant()}, ")
        + $"{Layers} layers of width {Width}, {Heads} heads"
        + (SharedKeyValueHeads > 0 ? $", {SharedKeyValueHeads} of keys and values" : "") + (OwnHeadSize > 0 ? $" of {OwnHeadSize}" : "")
        + $", inner width {InnerWidth}, context {ContextLength}, vocabulary {VocabularySize}";
}

using Millrace.Models;

namespace Millrace.Analysis;

/// <summary>The sizes of a decoder that its accelerator depends on.</summary>
/// <param name="Layers">Transformer layers.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Width">Elements of the residual stream.</param>
/// <param name="InnerWidth">Elements inside the feed-forward network.</param>
/// <param name="ContextLength">Positions.</param>
/// <param name="VocabularySize">Tokens.</param>
public sealed record ModelShape(int Layers, int Heads, int Width, int InnerWidth, int ContextLength, int VocabularySize)
{
    /// <summary>Elements of a head.</summary>
    public int HeadSize => Width / Heads;

    /// <summary>The shape of a GPT-2.</summary>
    public static ModelShape Of(Gpt2Config config) =>
        new(config.Layers, config.Heads, config.Width, config.InnerWidth, config.ContextLength, config.VocabularySize);

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

        if (Width % Heads != 0)
            throw new DesignPointException($"design point: 'model.heads' is {Heads}; a divisor of the width {Width} is needed.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Layers} layers of width {Width}, {Heads} heads, inner width {InnerWidth}, context {ContextLength}, vocabulary {VocabularySize}";
}

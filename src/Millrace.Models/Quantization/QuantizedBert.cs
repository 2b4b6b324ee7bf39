using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>A BERT in the integers of <c>docs/arithmetic.md</c>: all that the integer reference computes with and that an accelerator's
/// memories are filled from. Embeddings stay float, since the host looks them up.</summary>
public sealed record QuantizedBert
{
    /// <summary>Shape and options.</summary>
    public required BertConfig Config { get; init; }

    /// <summary><c>embeddings.LayerNorm</c>: Int(24) to Int(24), width d.</summary>
    public required QuantizedLayerNorm EmbeddingNorm { get; init; }

    /// <summary>The layers, in order.</summary>
    public required IReadOnlyList<QuantizedBertLayer> Layers { get; init; }

    /// <summary>Pooler and head.</summary>
    public required QuantizedBertHead Head { get; init; }

    /// <summary><c>embeddings.word_embeddings.weight</c>: [vocabulary, width].</summary>
    public required float[] TokenEmbedding { get; init; }

    /// <summary><c>embeddings.position_embeddings.weight</c>: [positions, width].</summary>
    public required float[] PositionEmbedding { get; init; }

    /// <summary><c>embeddings.token_type_embeddings.weight</c>: [segment types, width]; empty where there are no segments.</summary>
    public required float[] SegmentEmbedding { get; init; }

    /// <summary>What one unit of each tensor stands for.</summary>
    public required BertScales Scales { get; init; }

    /// <summary>s_x: what one unit of the residual stream stands for, and so of the hidden states.</summary>
    public double ResidualScale => Scales.Residual;

    /// <summary>Bits of a weight of the layers; pooler and head have 8.</summary>
    public int WeightBits => Layers[0].AttentionInput.WeightBits;

    /// <summary>What one unit of a logit stands for.</summary>
    public double LogitScale => Scales.Head.Logits;

    /// <summary>Multiplications of weights that one token takes in the layers, attention not included.</summary>
    public long MultiplicationsPerToken => Layers.Sum(layer =>
        new[] { layer.AttentionInput, layer.AttentionOutput, layer.MlpInput, layer.MlpOutput }.Sum(l => (long)l.Inputs * l.Outputs));

    /// <summary>The row that enters the LayerNorm of the embeddings: width values Int(24).</summary>
    /// <param name="token">0 to vocabulary - 1.</param>
    /// <param name="index">The token's place in the sequence, from 0.</param>
    /// <param name="segment">0 to segment types - 1.</param>
    /// <param name="row">Width places.</param>
    public void Embed(int token, int index, int segment, Span<int> row)
    {
        var d = Config.Width;
        IntegerResidual.Embed(
            TokenEmbedding.AsSpan(checked(token * d), d),
            PositionEmbedding.AsSpan(checked((Config.FirstPosition + index) * d), d),
            SegmentEmbedding.Length == 0 ? [] : SegmentEmbedding.AsSpan(checked(segment * d), d),
            ResidualScale,
            row);
    }
}

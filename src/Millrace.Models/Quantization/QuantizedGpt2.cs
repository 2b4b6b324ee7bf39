using Millrace.Models.Integer;

namespace Millrace.Models.Quantization;

/// <summary>A GPT-2 in the integers of <c>docs/arithmetic.md</c>: all that the integer reference computes with and that an accelerator's
/// memories are filled from. Embeddings stay float, since the host looks them up.</summary>
public sealed record QuantizedGpt2
{
    /// <summary>Shape and options.</summary>
    public required Gpt2Config Config { get; init; }

    /// <summary>The layers, in order.</summary>
    public required IReadOnlyList<QuantizedLayer> Layers { get; init; }

    /// <summary><c>ln_f</c>: Int(24) to Int(8), width d.</summary>
    public required QuantizedLayerNorm FinalNorm { get; init; }

    /// <summary><c>lm_head</c>: d to vocabulary outputs Int(24), no bias.</summary>
    public required QuantizedLinear Head { get; init; }

    /// <summary><c>wte.weight</c>: [vocabulary, width].</summary>
    public required float[] TokenEmbedding { get; init; }

    /// <summary><c>wpe.weight</c>: [context, width].</summary>
    public required float[] PositionEmbedding { get; init; }

    /// <summary>What one unit of each tensor stands for.</summary>
    public required QuantizationScales Scales { get; init; }

    /// <summary>s_x: what one unit of the residual stream stands for.</summary>
    public double ResidualScale => Scales.Residual;

    /// <summary>Bits of a weight.</summary>
    public int WeightBits => Head.WeightBits;

    /// <summary>What one unit of a logit stands for.</summary>
    public double LogitScale => Scales.Logits;

    /// <summary>Multiplications of weights that one token takes, the head included, attention not.</summary>
    public long MultiplicationsPerToken => (long)Head.Inputs * Head.Outputs + Layers.Sum(layer =>
        new[] { layer.AttentionInput, layer.AttentionOutput, layer.MlpInput, layer.MlpOutput }.Sum(l => (long)l.Inputs * l.Outputs));

    /// <summary>The row that enters the first layer: width values Int(24), as the host sends them.</summary>
    /// <param name="token">0 to vocabulary - 1.</param>
    /// <param name="position">0 to context - 1.</param>
    public int[] Embed(int token, int position)
    {
        var row = new int[Config.Width];
        Embed(token, position, row);
        return row;
    }

    /// <summary>As <see cref="Embed(int, int)"/>, into <paramref name="row"/>.</summary>
    public void Embed(int token, int position, Span<int> row)
    {
        var d = Config.Width;
        IntegerResidual.Embed(
            TokenEmbedding.AsSpan(checked(token * d), d), PositionEmbedding.AsSpan(checked(position * d), d), ResidualScale, row);
    }
}

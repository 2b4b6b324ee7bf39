using Millrace.Models.Quantization;

namespace Millrace.Models.Integer;

/// <summary>The integer reference of BERT: computes exactly the integers of <c>docs/arithmetic.md</c>, which the hardware equals bit for
/// bit. Vectorised, one thread.</summary>
public sealed class IntegerBertModel(QuantizedBert quantized) : IBertModel
{
    /// <summary>Shape, weights and scales.</summary>
    public QuantizedBert Quantized { get; } = quantized;

    /// <inheritdoc/>
    public BertConfig Config => Quantized.Config;

    /// <inheritdoc/>
    public BertOutput Encode(BertInput input) => Real(EncodeInteger(input));

    /// <summary>As <see cref="Encode"/>, the numbers as the hardware gives them, watched by <paramref name="observer"/> if there is
    /// one.</summary>
    /// <exception cref="ModelException">The input does not suit the model.</exception>
    public BertIntegers EncodeInteger(BertInput input, IIntegerObserver? observer = null)
    {
        input.Require(Config);
        var hidden = new IntegerBertPass(Quantized, input, observer).Run();
        return IntegerBertHead.Apply(Quantized, hidden, observer);
    }

    /// <summary>What enters the first layer: [tokens, width] Int(24), embeddings behind their LayerNorm.</summary>
    public int[] EmbedInteger(BertInput input) => new IntegerBertPass(Quantized, input, null).Embed();

    /// <summary>The real numbers that the integers stand for.</summary>
    public BertOutput Real(BertIntegers integers)
    {
        return new(
            Scaled(integers.Hidden, Quantized.ResidualScale)!,
            Scaled(integers.Pooled, Quantized.Scales.Head.Row),
            Scaled(integers.Logits, Quantized.LogitScale));

        static float[]? Scaled(int[]? values, double scale) => values is null ? null : Array.ConvertAll(values, v => (float)(v * scale));
    }
}

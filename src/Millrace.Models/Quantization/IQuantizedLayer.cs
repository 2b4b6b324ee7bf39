namespace Millrace.Models.Quantization;

/// <summary>What a Transformer layer in integers has wherever its LayerNorms stand: two of them, attention between two linear layers, a
/// feed-forward network of two more.</summary>
public interface IQuantizedLayer
{
    /// <summary>d to 3 d outputs Int(8): q, k and v.</summary>
    QuantizedLinear AttentionInput { get; }

    /// <summary>Scores, softmax and mix.</summary>
    QuantizedAttention Attention { get; }

    /// <summary>d to d outputs Int(24), in the residual's scale.</summary>
    QuantizedLinear AttentionOutput { get; }

    /// <summary>The LayerNorm that belongs to attention, before it or behind.</summary>
    QuantizedLayerNorm AttentionNorm { get; }

    /// <summary>d to f outputs Int(12).</summary>
    QuantizedLinear MlpInput { get; }

    /// <summary>Int(12) to Int(8).</summary>
    QuantizedActivation Activation { get; }

    /// <summary>f to d outputs Int(24), in the residual's scale.</summary>
    QuantizedLinear MlpOutput { get; }

    /// <summary>The LayerNorm that belongs to the feed-forward network, before it or behind.</summary>
    QuantizedLayerNorm MlpNorm { get; }
}

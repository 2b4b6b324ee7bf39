namespace Millrace.Models.Quantization;

/// <summary>Pooler and head of a BERT in integers; what the model has not is null. The head is the host's: it is a small part of the
/// work, and its tables and shifts are its own.</summary>
public sealed record QuantizedBertHead
{
    /// <summary>The last hidden state as everything here reads it: Int(24) to Int(8).</summary>
    public required QuantizedRescale Rescale { get; init; }

    /// <summary>Linear layer of the pooler, on the first token, or of the masked language model, on every token: d to d outputs
    /// Int(12).</summary>
    public QuantizedLinear? Input { get; init; }

    /// <summary>Behind <see cref="Input"/>: Int(12) to Int(8); of a masked language model the table alone counts, Int(12) to Int(16), since
    /// its LayerNorm reads that.</summary>
    public QuantizedActivation? Activation { get; init; }

    /// <summary>LayerNorm of a masked language model: Int(16) to Int(8), width d.</summary>
    public QuantizedLayerNorm? Norm { get; init; }

    /// <summary>The last linear layer: d to outputs Int(24), in units of the logits' scale. A classifier's reads the pooled row, that of
    /// question answering every hidden state, a masked language model's every normalised row.</summary>
    public QuantizedLinear? Output { get; init; }
}

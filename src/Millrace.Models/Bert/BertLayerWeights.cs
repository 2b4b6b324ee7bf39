namespace Millrace.Models;

/// <summary>One layer of a BERT, in the order of evaluation; the checkpoint's name (under <c>encoder.layer.N.</c>) stands beside each
/// part. Checkpoints store [outputs, inputs]; here as everywhere it is [inputs, outputs].</summary>
public sealed record BertLayerWeights
{
    /// <summary><c>attention.self.query</c>, <c>key</c> and <c>value</c>: [width, 3 width], columns q then k then v, heads side by side
    /// within each.</summary>
    public required LinearWeights AttentionInput { get; init; }

    /// <summary><c>attention.output.dense</c>: [width, width].</summary>
    public required LinearWeights AttentionOutput { get; init; }

    /// <summary><c>attention.output.LayerNorm</c>, behind the residual: [width].</summary>
    public required NormWeights AttentionNorm { get; init; }

    /// <summary><c>intermediate.dense</c>: [width, inner].</summary>
    public required LinearWeights MlpInput { get; init; }

    /// <summary><c>output.dense</c>: [inner, width].</summary>
    public required LinearWeights MlpOutput { get; init; }

    /// <summary><c>output.LayerNorm</c>, behind the residual: [width].</summary>
    public required NormWeights MlpNorm { get; init; }
}

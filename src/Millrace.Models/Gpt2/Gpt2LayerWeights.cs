namespace Millrace.Models;

/// <summary>One layer of a GPT-2, in the order of evaluation; the checkpoint's name (under <c>h.N.</c>) stands beside each part.</summary>
public sealed record Gpt2LayerWeights
{
    /// <summary><c>ln_1</c>: [width].</summary>
    public required NormWeights AttentionNorm { get; init; }

    /// <summary><c>attn.c_attn</c>: [width, 3 width], columns q then k then v, heads side by side within each.</summary>
    public required LinearWeights AttentionInput { get; init; }

    /// <summary><c>attn.c_proj</c>: [width, width].</summary>
    public required LinearWeights AttentionOutput { get; init; }

    /// <summary><c>ln_2</c>: [width].</summary>
    public required NormWeights MlpNorm { get; init; }

    /// <summary><c>mlp.c_fc</c>: [width, inner].</summary>
    public required LinearWeights MlpInput { get; init; }

    /// <summary><c>mlp.c_proj</c>: [inner, width].</summary>
    public required LinearWeights MlpOutput { get; init; }
}

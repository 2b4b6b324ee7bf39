namespace Millrace.Models;

/// <summary>A place in the model where a row of numbers can be observed, in GPT-2's order of evaluation. In BERT the LayerNorms come behind
/// the residuals that they normalise.</summary>
public enum ActivationSite
{
    /// <summary>Sum of token and position embedding (in BERT also of the segment's): [width]; layer -1.</summary>
    Embedding,

    /// <summary>Output of <c>ln_1</c>; of BERT's LayerNorm behind attention: [width].</summary>
    AttentionNorm,

    /// <summary>Queries, heads side by side: [width].</summary>
    Query,

    /// <summary>Keys, heads side by side: [width].</summary>
    Key,

    /// <summary>Values, heads side by side: [width].</summary>
    Value,

    /// <summary>Scores of one head for one query, scaled, before softmax: [visible positions]; one call for each head.</summary>
    AttentionScores,

    /// <summary>Mixed values, heads side by side, the input of <c>attn.c_proj</c>: [width].</summary>
    AttentionMix,

    /// <summary>Output of <c>attn.c_proj</c>, before it is added: [width].</summary>
    AttentionOutput,

    /// <summary>Residual stream after attention was added: [width].</summary>
    AttentionResidual,

    /// <summary>Output of <c>ln_2</c>; of BERT's LayerNorm behind the MLP, the layer's hidden state: [width].</summary>
    MlpNorm,

    /// <summary>Output of <c>mlp.c_fc</c>, before the activation function: [inner].</summary>
    MlpInput,

    /// <summary>Output of the activation function, the input of <c>mlp.c_proj</c>: [inner].</summary>
    MlpActivation,

    /// <summary>Output of <c>mlp.c_proj</c>, before it is added: [width].</summary>
    MlpOutput,

    /// <summary>Residual stream after the MLP was added: [width].</summary>
    MlpResidual,

    /// <summary>Output of <c>ln_f</c>; of the LayerNorm in the head of BERT's masked language model: [width]; layer -1.</summary>
    FinalNorm,

    /// <summary>Logits: [vocabulary], or [labels]; layer -1.</summary>
    Logits,

    /// <summary>BERT's embeddings after their LayerNorm: [width]; layer -1.</summary>
    EmbeddingNorm,

    /// <summary>In BERT's pooler or head, before the activation function: [width]; layer -1.</summary>
    HeadInput,

    /// <summary>In BERT's pooler or head, behind the activation function: [width]; layer -1.</summary>
    HeadActivation,
}

namespace Millrace.Analysis;

/// <summary>The architectures that shapes can be read of, by Hugging Face's <c>model_type</c>.</summary>
public enum TransformerFamily
{
    /// <summary><c>bert</c>: an encoder, LayerNorm after each block, GELU.</summary>
    Bert,

    /// <summary><c>gpt2</c>: a decoder, LayerNorm before each block, GELU.</summary>
    Gpt2,

    /// <summary><c>llama</c>: a decoder, RMSNorm, rotary positions, gated feed-forward network.</summary>
    Llama,

    /// <summary><c>qwen2</c>: as <see cref="Llama"/>, with biases of q, k and v.</summary>
    Qwen2,

    /// <summary><c>qwen3</c>: as <see cref="Llama"/>, with norms of q and k.</summary>
    Qwen3,

    /// <summary><c>gemma3_text</c>: as <see cref="Qwen3"/>, with norms after each block too.</summary>
    Gemma3,
}

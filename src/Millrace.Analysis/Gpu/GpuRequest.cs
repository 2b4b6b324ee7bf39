using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What to estimate on a GPU.</summary>
public sealed record GpuRequest
{
    /// <summary>The model.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>The GPU.</summary>
    public required GpuDevice Gpu { get; init; }

    /// <summary>l, tokens of the prompt of each sequence.</summary>
    public int PromptTokens { get; init; } = 128;

    /// <summary>Tokens generated after it, of each sequence; null for up to 128, as the context allows, and none of an encoder.</summary>
    public int? GeneratedTokens { get; init; }

    /// <summary>
    /// Tokens in the cache before the decoded one whose time is told; null for prompt and generated tokens together, as in equation (9),
    /// or as many as the context holds.
    /// </summary>
    public int? TokensBefore { get; init; }

    /// <summary>Sequences at a time.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Bits of the weights of the layers: 4, 8 or 16. Embeddings, norms and head have 16.</summary>
    public int WeightBits { get; init; } = 16;

    /// <summary>Bits of activations, keys and values: 8 or 16.</summary>
    public int ActivationBits { get; init; } = 16;

    /// <summary>How the GPU is driven.</summary>
    public GpuRuntime Runtime { get; init; } = GpuRuntime.Eager;

    /// <summary>What is lost against the peaks; null for what was measured.</summary>
    public GpuParameters? Parameters { get; init; }
}

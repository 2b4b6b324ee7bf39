using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What to estimate on a temporal overlay: one shared engine runs the operators one after the other. Defaults are DFX's.</summary>
public sealed record OverlayRequest
{
    /// <summary>The model.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>The device.</summary>
    public required FpgaDevice Device { get; init; }

    /// <summary>The clock; null for the device's usual one.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>M, multiply-accumulates of the engine each cycle; DFX has 16 lanes of 64.</summary>
    public int MacsPerCycle { get; init; } = 1024;

    /// <summary>Rows of a prompt that share each loaded weight; 1 is matrix by vector, token by token, as DFX does.</summary>
    public int RowsAtATime { get; init; } = 1;

    /// <summary>Bits of the weights of the layers, 1 to 16. Embeddings, norms and head have 16.</summary>
    public int WeightBits { get; init; } = 16;

    /// <summary>Bits of activations, keys and values, 1 to 16.</summary>
    public int ActivationBits { get; init; } = 16;

    /// <summary>l, tokens of the prompt.</summary>
    public int PromptTokens { get; init; } = 128;

    /// <summary>Tokens generated after it; null for up to 128, as the context allows, and none of an encoder.</summary>
    public int? GeneratedTokens { get; init; }

    /// <summary>
    /// Cycles of an operator in which its engine does no work: instruction, filling, draining, waiting for the operator before. Fitted to
    /// DFX's published prefill and decode of GPT-2 Medium.
    /// </summary>
    public double OverheadCycles { get; init; } = 1920;
}

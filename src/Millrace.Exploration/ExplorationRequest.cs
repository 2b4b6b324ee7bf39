using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>What to explore.</summary>
public sealed record ExplorationRequest
{
    /// <summary>The model.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>The board.</summary>
    public required FpgaDevice Device { get; init; }

    /// <summary>What to make small.</summary>
    public ExplorationObjective Objective { get; init; } = ExplorationObjective.Decode;

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; init; } = 128;

    /// <summary>Tokens decoded after it; null for 128, as the context allows, and none of an encoder.</summary>
    public int? GeneratedTokens { get; init; }

    /// <summary>Tokens of context that memories are made for; null for the prompt and what is generated, and for the model's own context
    /// where there are kernels (GPT-2): their designs run any sequence of it.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Bits of a weight.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of an activation.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>Clock in MHz; null for the device's usual one.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>How boards share the model.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;
}

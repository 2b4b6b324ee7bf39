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

    /// <summary>Sequences of an encoder in flight, all of so many tokens; times are of all of them.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>Tokens decoded after it; null for 128, as the context allows, and none of an encoder.</summary>
    public int? GeneratedTokens { get; init; }

    /// <summary>Tokens of context that memories are made for; null for the prompt and what is generated, and for the model's own context
    /// where there are kernels (GPT-2): their designs run any sequence of it.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Bits that a weight may have.</summary>
    public IReadOnlyList<int> WeightBits { get; init; } = [8];

    /// <summary>Bits that an activation may have.</summary>
    public IReadOnlyList<int> ActivationBits { get; init; } = [8];

    /// <summary>Clock in MHz; null for the device's usual one.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>How boards may share the model.</summary>
    public IReadOnlyList<Parallelism> Parallelism { get; init; } = [Analysis.Parallelism.None];

    /// <summary>Every choice of them.</summary>
    public IReadOnlyList<Combination> Combinations =>
    [
        .. from weights in WeightBits.Distinct()
           from activations in ActivationBits.Distinct()
           from parallelism in Parallelism.Distinct()
           select new Combination(weights, activations, parallelism),
    ];
}

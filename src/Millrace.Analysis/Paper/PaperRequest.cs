using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What to estimate, by either form. Where neither multipliers nor M are given, the largest feasible M is searched.</summary>
public sealed record PaperRequest
{
    /// <summary>The model.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>The device; of several, each.</summary>
    public required FpgaDevice Device { get; init; }

    /// <summary>l, tokens of the prompt.</summary>
    public int PromptTokens { get; init; } = 128;

    /// <summary>Tokens generated after it; null for up to 128, as the context allows, and none of an encoder.</summary>
    public int? GeneratedTokens { get; init; }

    /// <summary>N; null for the model's.</summary>
    public int? Layers { get; init; }

    /// <summary>C, layers with engines of their own on each device.</summary>
    public int LayersOnChip { get; init; } = 1;

    /// <summary>b_W, 1 to 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>b_A, 1 to 16.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>r_i, multiply-accumulates that share one loaded weight; null for 1, which is decode, or, in the refined form, for what gives the
    /// shortest total.</summary>
    public PerOperator? WeightReuse { get; init; }

    /// <summary>k, weights packed into one word of a memory block; null for 1, or, in the refined form, for as many as its widest port holds.</summary>
    public int? PackedWeights { get; init; }

    /// <summary>s, elements that each link between engines holds.</summary>
    public int LinkDepth { get; init; } = 512;

    /// <summary>Whether all weights stay on chip, which takes engines for all layers; else they come from off-chip memory.</summary>
    public bool WeightsOnChip { get; init; }

    /// <summary>The clock; null for the device's usual one.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>M_i, or null.</summary>
    public PerOperator? MacsPerCycle { get; init; }

    /// <summary>M of a balanced design, or null; not both.</summary>
    public long? BalancedMacsPerCycle { get; init; }

    /// <summary>How several devices share the model.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;

    /// <summary>B, gigabits each second of a link; null for the device's fastest.</summary>
    public double? LinkGigabitsPerSecond { get; init; }

    /// <summary>alpha, the part of a link's bandwidth that is reached; an assumption.</summary>
    public double LinkEfficiency { get; init; } = 0.9;
}

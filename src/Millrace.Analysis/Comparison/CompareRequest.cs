using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What to compare: one model, boards against GPUs, over prompts and output lengths.</summary>
public sealed record CompareRequest
{
    /// <summary>The model.</summary>
    public required TransformerShape Shape { get; init; }

    /// <summary>Boards: of each, the best case of the refined model, not a design, and a temporal overlay.</summary>
    public required IReadOnlyList<FpgaDevice> Devices { get; init; }

    /// <summary>GPUs.</summary>
    public required IReadOnlyList<GpuDevice> Gpus { get; init; }

    /// <summary>l, prompts in tokens; <see cref="CompareDefaults.Prompts"/> unless said.</summary>
    public required IReadOnlyList<int> PromptTokens { get; init; }

    /// <summary>g, tokens generated after each prompt, the first of them from the prompt itself; a single 0 of an encoder.</summary>
    public required IReadOnlyList<int> GeneratedTokens { get; init; }

    /// <summary>b_W on the boards, 1 to 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>b_A on the boards, 1 to 16.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>The clock of all boards; null for each board's usual one.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>Concrete designs that are compared too; equal names are numbered.</summary>
    public IReadOnlyList<NamedDesign> Designs { get; init; } = [];
}

/// <summary>A design point with what it is called and its board.</summary>
/// <param name="Name">What it is called in the comparison.</param>
/// <param name="Point">The design.</param>
/// <param name="Device">Its board.</param>
public sealed record NamedDesign(string Name, DesignPoint Point, FpgaDevice Device);

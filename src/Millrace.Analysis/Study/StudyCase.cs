using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// One model on one kind of board in one phase. Each phase has a design of its own, balanced for <see cref="Tokens"/>; the caches hold as
/// many.
/// </summary>
/// <param name="Shape">The model.</param>
/// <param name="Board">The board; of several, each.</param>
/// <param name="Phase">The phase.</param>
public sealed record StudyCase(TransformerShape Shape, FpgaDevice Board, StudyPhase Phase)
{
    /// <summary>l, the prompt, or what comes before the decoded token.</summary>
    public int Tokens { get; init; } = StudySettings.Tokens;

    /// <summary>b_W.</summary>
    public int WeightBits { get; init; } = StudySettings.WeightBits;

    /// <summary>b_A.</summary>
    public int ActivationBits { get; init; } = StudySettings.ActivationBits;

    /// <summary>k; null for as many weights as the widest port of the board's memory blocks holds.</summary>
    public int? PackedWeights { get; init; }

    /// <summary>r, of all operators.</summary>
    public int WeightReuse { get; init; } = Phase is StudyPhase.Prefill ? StudySettings.PrefillReuse : 1;

    /// <summary>Whether the layer's weights stay on chip; the model is then one layer.</summary>
    public bool WeightsOnChip { get; init; }

    /// <summary>p1 and p2.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;

    /// <summary>As many weights as the widest port of the first kind of a board's memory blocks holds.</summary>
    public static int Densest(FpgaDevice board, int weightBits) => board.BlockMemories[0].Kind.PortWidthsBits[^1] / weightBits;

    /// <summary>The design of the largest feasible M; M = 1, not feasible, if there is none.</summary>
    public StudyPoint Largest() => Point(Estimate(null));

    /// <summary>The design of some M.</summary>
    public StudyPoint At(long macsPerCycle) => Point(Estimate(macsPerCycle));

    /// <summary>All that the closed form says of the design of some M, or null for the largest feasible one.</summary>
    public PaperEstimate Estimate(long? macsPerCycle) => PaperEstimator.Estimate(new PaperRequest
    {
        Shape = Shape,
        Device = Board,
        PromptTokens = Tokens,
        GeneratedTokens = 0,
        Layers = WeightsOnChip ? 1 : null,
        WeightBits = WeightBits,
        ActivationBits = ActivationBits,
        WeightReuse = PerOperator.All(WeightReuse),
        PackedWeights = PackedWeights ?? Densest(Board, WeightBits),
        WeightsOnChip = WeightsOnChip,
        ClockMegahertz = StudySettings.ClockMegahertz,
        BalancedMacsPerCycle = macsPerCycle,
        Parallelism = Parallelism,
        LinkGigabitsPerSecond = StudySettings.LinkGigabitsPerSecond,
        LinkEfficiency = StudySettings.LinkEfficiency,
    });

    private StudyPoint Point(PaperEstimate e) => new(
        e.BalancedMacsPerCycle!.Value,
        e.Milliseconds(Phase is StudyPhase.Prefill ? e.Figures.ModelPrefillCycles : e.Figures.ModelDecodeCycles),
        e.Feasible,
        e.Binding);
}

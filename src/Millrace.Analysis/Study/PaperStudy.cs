namespace Millrace.Analysis;

/// <summary>
/// The study of Chen et al., "Understanding the Potential of FPGA-Based Spatial Acceleration for Large Language Model Inference", ACM TRETS
/// 18(1), 2024, arXiv 2312.15159, by the closed form: its sweeps as tables, and its six insights, each decided by them.
/// </summary>
public sealed record PaperStudy
{
    /// <summary>What kind of figure the boards' times are.</summary>
    public string Fidelity => "closed form";

    /// <summary>The clock of all boards: an assumption.</summary>
    public double ClockMhz => StudySettings.ClockMegahertz;

    /// <summary>The six insights.</summary>
    public required IReadOnlyList<Insight> Insights { get; init; }

    /// <summary>Over the bits of weights and activations.</summary>
    public required IReadOnlyList<QuantizationRow> Quantization { get; init; }

    /// <summary>Over the weights in a memory word.</summary>
    public required IReadOnlyList<PackingRow> Packing { get; init; }

    /// <summary>Over M.</summary>
    public required IReadOnlyList<MacRow> Macs { get; init; }

    /// <summary>Over the reuse of weights in prefill.</summary>
    public required IReadOnlyList<ReuseRow> Reuse { get; init; }

    /// <summary>Over the length of the sequence.</summary>
    public required IReadOnlyList<LengthRow> Lengths { get; init; }

    /// <summary>The GPUs over the length of the sequence.</summary>
    public required IReadOnlyList<GpuRow> Gpus { get; init; }

    /// <summary>The least M that is as fast as a GPU.</summary>
    public required IReadOnlyList<NeededRow> Needed { get; init; }

    /// <summary>Over the number of boards.</summary>
    public required IReadOnlyList<BoardRow> Boards { get; init; }

    /// <summary>Computes all of it.</summary>
    public static PaperStudy Compute()
    {
        var gpus = GpuBaseline.Compute();
        var tables = new PaperStudy
        {
            Insights = [],
            Quantization = QuantizationSweep.Compute(),
            Packing = PackingSweep.Compute(),
            Macs = MacSweep.Compute(),
            Reuse = ReuseSweep.Compute(),
            Lengths = LengthSweep.Compute(),
            Gpus = gpus,
            Needed = NeededMacs.Compute(gpus),
            Boards = BoardSweep.Compute(),
        };
        return tables with { Insights = Decide(tables) };
    }

    /// <summary>The six insights, decided by tables that may be another's.</summary>
    public static IReadOnlyList<Insight> Decide(PaperStudy tables) => StudyInsights.Decide(tables);
}

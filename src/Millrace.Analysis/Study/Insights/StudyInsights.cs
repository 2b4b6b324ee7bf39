namespace Millrace.Analysis;

/// <summary>The six insights of the paper, in its order.</summary>
internal static class StudyInsights
{
    public static IReadOnlyList<Insight> Decide(PaperStudy tables) =>
    [
        AgainstGpus.Decide(tables),
        PrefillNeedsMacs.Decide(tables),
        WeightsBeforeActivations.Decide(tables.Quantization),
        PackingSavesBlocks.Decide(tables.Packing),
        NarrowWeightsRelieveBandwidth.Decide(tables.Quantization),
        MoreBoards.Decide(tables.Boards),
    ];
}

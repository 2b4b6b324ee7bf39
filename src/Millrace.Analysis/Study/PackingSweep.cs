namespace Millrace.Analysis;

/// <summary>GPT-2 Medium on U280, weights of 4 bits without reuse, over the weights in a memory word: equations (4), (5) and (6).</summary>
public static class PackingSweep
{
    /// <summary>Weights that are streamed from off-chip memory, and those of one layer that stay on chip.</summary>
    public static IReadOnlyList<PackingRow> Compute() => [.. Rows(weightsOnChip: false), .. Rows(weightsOnChip: true)];

    private static IEnumerable<PackingRow> Rows(bool weightsOnChip) =>
        from packed in StudySettings.Packings
        let design = new StudyCase(StudySettings.Gpt2, StudySettings.U280, StudyPhase.Decode)
        {
            WeightsOnChip = weightsOnChip,
            PackedWeights = packed,
        }
        select new PackingRow(
            weightsOnChip, packed, packed * design.WeightBits, design.Board.BlockMemories[0].Kind.WordWidthBits(packed * design.WeightBits),
            [.. StudySettings.PackingMacs.Select(m => new PackedBlocks(m, design.Estimate(m).Figures.Blocks))],
            design.Largest());
}

/// <summary>Weights in a memory word.</summary>
/// <param name="WeightsOnChip">Whether the weights of one layer stay on chip (4), or are streamed (5).</param>
/// <param name="Packed">k.</param>
/// <param name="WordBits">Bits of the word.</param>
/// <param name="PortBits">b_BRAM, the port that holds the word.</param>
/// <param name="Blocks">Memory blocks over M.</param>
/// <param name="Largest">The design of the largest feasible M.</param>
public sealed record PackingRow(
    bool WeightsOnChip, int Packed, int WordBits, int PortBits, IReadOnlyList<PackedBlocks> Blocks, StudyPoint Largest);

/// <summary>Memory blocks of a design, keys and values included (6).</summary>
/// <param name="MacsPerCycle">M.</param>
/// <param name="Blocks">How many, whether or not the board has them.</param>
public sealed record PackedBlocks(long MacsPerCycle, double Blocks);

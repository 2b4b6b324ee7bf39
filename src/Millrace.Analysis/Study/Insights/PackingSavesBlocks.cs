using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 4.</summary>
internal static class PackingSavesBlocks
{
    private const int WideBits = 36;

    public static Insight Decide(IReadOnlyList<PackingRow> rows) => new(
        4, "Packing weights into wide memory words saves memory blocks.",
        [
            Claim("Streamed weights, equation (5)", [.. rows.Where(r => !r.WeightsOnChip)]),
            Claim("Weights that stay on chip, equation (4)", [.. rows.Where(r => r.WeightsOnChip)]),
        ],
        $"Wide is read as {WideBits} bits and more; words of 8 bits are counted beside it. Blocks of keys and values are in all counts; "
        + "they are not packed. Two weights of 4 bits in 8 take a port of 9, and what lies there one bit in nine for nothing.");

    private static Claim Claim(string of, PackingRow[] rows)
    {
        var (none, wide) = (rows[0], rows.Where(r => r.WordBits >= WideBits).ToArray());
        return new Claim(
            $"{of}: at every M, words of {string.Join(" and ", wide.Select(r => r.WordBits))} bits take fewer blocks than no packing.",
            wide.All(r => Fewer(r, none) == r.Blocks.Count),
            string.Join("; ", rows.Select(r => Text(r, none))));
    }

    private static string Text(PackingRow row, PackingRow none) =>
        Invariant($"{row.Packed} in {row.WordBits} bits {row.Blocks[0].Blocks} blocks at M = {row.Blocks[0].MacsPerCycle} ")
        + Invariant($"to {row.Blocks[^1].Blocks} at M = {row.Blocks[^1].MacsPerCycle}")
        + (row.Packed == none.Packed ? "" : $", fewer at {Fewer(row, none)} of {row.Blocks.Count}");

    private static int Fewer(PackingRow row, PackingRow than) => row.Blocks.Zip(than.Blocks).Count(p => p.First.Blocks < p.Second.Blocks);
}

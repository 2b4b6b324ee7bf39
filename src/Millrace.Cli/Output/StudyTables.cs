using Millrace.Analysis;
using static Millrace.Cli.StudyCells;

namespace Millrace.Cli;

/// <summary>The tables of the paper's study.</summary>
internal static class StudyTables
{
    private static readonly IReadOnlyList<string> Boards = [.. StudySettings.Boards.Select(b => b.Name)];
    private static readonly IReadOnlyList<string> Gpus = [.. StudySettings.Gpus.Select(g => g.Name)];

    public static void Quantization(MarkdownText page, IReadOnlyList<QuantizationRow> rows)
    {
        page.Heading(2, "Bits of weights and activations")
            .Paragraph("GPT-2 Medium on U280: milliseconds, largest feasible M, and what binds it.");
        foreach (var design in rows.GroupBy(r => (r.Phase, r.WeightReuse)))
            page.Heading(3, Text($"{Name(design.Key.Phase)}, r = {design.Key.WeightReuse}")).Table(
                ["", .. StudySettings.Bits.Select(b => $"A{b}")],
                design.GroupBy(r => r.WeightBits).Select(g => (string[])[$"W{g.Key}", .. g.Select(r => Largest(r.Largest))]));
    }

    public static void Packing(MarkdownText page, IReadOnlyList<PackingRow> rows) => page
        .Heading(2, "Weights in a memory word")
        .Paragraph(
            "GPT-2 Medium on U280, weights of 4 bits, no reuse of weights: memory blocks over M, keys and values included, feasible or "
            + "not; the largest feasible M, and what binds it. *Streamed*: equation (5), the weights come from off-chip memory. *On "
            + "chip*: equation (4), one layer whose weights stay in the blocks.")
        .Table(
            ["weights", "in a word", "port", .. StudySettings.PackingMacs.Select(m => $"M = {m}"), "largest M"],
            rows.Select(r => (string[])
            [
                r.WeightsOnChip ? "on chip" : "streamed", Text($"{r.Packed} in {r.WordBits} bits"), Text($"{r.PortBits}"),
                .. r.Blocks.Select(b => Text($"{b.Blocks}")), Text($"{r.Largest.MacsPerCycle} {r.Largest.Binding}"),
            ]));

    public static void Macs(MarkdownText page, PaperStudy study)
    {
        page.Heading(2, "Multipliers")
            .Paragraph("Milliseconds over M; then the largest feasible M of each board, what binds it, and its milliseconds.");
        foreach (var table in study.Macs.GroupBy(r => (r.Model, r.Phase)))
        {
            var gpus = GpusOf(study, table.Key.Model, table.Key.Phase, StudySettings.Tokens);
            var largest = study.Lengths.Where(r => (r.Model, r.Phase, r.Tokens) == (table.Key.Model, table.Key.Phase, StudySettings.Tokens))
                .Select(r => r.Largest).ToArray();
            page.Heading(3, $"{table.Key.Model}, {Name(table.Key.Phase)}")
                .Paragraph($"GPUs: {string.Join(", ", gpus.Select(g => $"{g.Gpu} {(g.Fits ? $"{Time(g.Milliseconds)} "
                    + $"ms" : "cannot hold it")}"))}.")
                .Table(
                    ["M", .. Boards],
                    [
                        .. table.GroupBy(r => r.Point.MacsPerCycle)
                            .Select(g => (string[])[Text($"{g.Key}"), .. g.Select(r => Cell(r.Point, gpus))]),
                        ["largest M", .. largest.Select(p => p.Feasible ? Text($"{p.MacsPerCycle} {p.Binding}") : None(p))],
                        ["its ms", .. largest.Select(p => p.Feasible ? Cell(p, gpus) : "-")],
                    ]);
        }
    }

    public static void Needed(MarkdownText page, IReadOnlyList<NeededRow> rows) => page
        .Heading(3, "As fast as a GPU")
        .Paragraph("The least M on U280 that is as fast as a GPU, feasible or not, beside the largest that is feasible.")
        .Table(
            ["model, phase, GPU", "GPU ms", "least M", "largest feasible M"],
            rows.Select(r => (string[])
            [
                $"{r.Model}, {Name(r.Phase)}, {r.Gpu}", Time(r.GpuMilliseconds), r.MacsPerCycle is { } macs ? Text($"{macs}") : "none",
                r.Largest.Feasible ? Text($"{r.Largest.MacsPerCycle}") : "none",
            ]));

    public static void Reuse(MarkdownText page, IReadOnlyList<ReuseRow> rows) => page
        .Heading(2, "Reuse of weights in prefill")
        .Paragraph(
            "Milliseconds, largest feasible M, and what binds it, where r tokens share a weight that is loaded once; "
            + $"{StudySettings.Tokens} is the whole prompt.")
        .Table(
            ["model", "r", .. Boards],
            rows.GroupBy(r => (r.Model, r.WeightReuse))
                .Select(g => (string[])[g.Key.Model, Text($"{g.Key.WeightReuse}"), .. g.Select(r => Largest(r.Largest))]));

    public static void Lengths(MarkdownText page, PaperStudy study)
    {
        page.Heading(2, "Length of the sequence").Paragraph(
            "Milliseconds and largest feasible M. *None*: the limit that M = 1 exceeds; keys and values of a layer lie on chip, twice.");
        foreach (var table in study.Lengths.GroupBy(r => (r.Model, r.Phase)))
            page.Heading(3, $"{table.Key.Model}, {Name(table.Key.Phase)}").Table(
                ["tokens", .. Boards, .. Gpus],
                table.GroupBy(r => r.Tokens).Select(g =>
                {
                    var gpus = GpusOf(study, table.Key.Model, table.Key.Phase, g.Key);
                    return (string[])
                    [
                        Text($"{g.Key}"),
                        .. g.Select(r => r.Largest.Feasible ? Text($"{Cell(r.Largest, gpus)}, {r.Largest.MacsPerCycle}") : None(r.Largest)),
                        .. gpus.Select(r => r.Fits ? Time(r.Milliseconds) : "cannot hold it"),
                    ];
                }));
    }

    public static void SeveralBoards(MarkdownText page, IReadOnlyList<BoardRow> rows)
    {
        page.Heading(2, "Vicuna-13B on several boards").Paragraph(
            Text($"Equations (13), (14), on boards that have links, of {StudySettings.LinkGigabitsPerSecond} Gbit/s each, of which ")
            + Text($"{StudySettings.LinkEfficiency} is reached (an assumption). p1 boards share each layer, p2 stand in a row. ")
            + "The same M on each board is the largest that is feasible in all schemes that are feasible at all.");
        foreach (var table in rows.GroupBy(r => (r.Board, r.Phase)))
            page.Heading(3, $"{table.Key.Board}, {Name(table.Key.Phase)}").Table(
                [
                    "boards", "p1", "p2", Text($"ms at M = {table.First().Same.MacsPerCycle}"), "all-reduce ms", "ms at the largest M",
                    "largest M", "what binds it",
                ],
                table.Select(r => (string[])
                [
                    Text($"{r.Boards}"), Text($"{r.Tensor}"), Text($"{r.Pipeline}"), Cell(r.Same, []),
                    r.Tensor == 1 ? "-" : Time(r.AllReduceMilliseconds), r.Largest.Feasible ? Time(r.Largest.Milliseconds) : "-",
                    r.Largest.Feasible ? Text($"{r.Largest.MacsPerCycle}") : "none", r.Largest.Binding,
                ]));
    }

    private static GpuRow[] GpusOf(PaperStudy study, string model, StudyPhase phase, int tokens) =>
        [.. study.Gpus.Where(g => (g.Model, g.Phase, g.Tokens) == (model, phase, tokens))];
}

using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 6.</summary>
internal static class MoreBoards
{
    public static Insight Decide(IReadOnlyList<BoardRow> rows) => new(
        6, "More FPGAs cut latency at the same M on each.",
        [
            Claim("Boards that share each layer (p1)", rows.Where(r => r.Pipeline == 1)),
            Claim("Boards that layers are dealt out to (p2)", rows.Where(r => r.Tensor == 1)),
        ],
        "Only schemes that the boards can hold count. A link is charged by its bandwidth alone, and equation (14) hides an all-reduce "
        + "behind the engines, so that no latency of a link is in these numbers. In a row of boards, equation (14) lets layers overlap as "
        + "if they were on one chip: one sequence gains only in the time before attention can begin.");

    private static Claim Claim(string of, IEnumerable<BoardRow> rows)
    {
        var series = rows.Where(r => r.Same.Feasible).GroupBy(r => (r.Board, r.Phase))
            .Select(g => g.OrderBy(r => r.Boards).ToArray())
            .Where(g => g.Length > 1)
            .ToArray();
        return new Claim(
            $"{of}: each doubling is faster, in prefill and in decode.",
            series.All(s => s.Zip(s.Skip(1)).All(p => p.Second.Same.Milliseconds < p.First.Same.Milliseconds)),
            string.Join("; ", series.Select(Text)));
    }

    private static string Text(BoardRow[] s) =>
        Invariant($"{s[0].Board} at M = {s[0].Same.MacsPerCycle}, {(s[0].Phase is StudyPhase.Prefill ? "prefill" : "decode")}: ")
        + string.Join(", ", s.Select(r => Invariant($"{r.Same.Milliseconds:0.0} ms on {r.Boards}")))
        + Invariant($" ({s[0].Same.Milliseconds / s[^1].Same.Milliseconds:0.00} x)");
}

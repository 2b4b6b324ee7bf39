using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 2.</summary>
internal static class PrefillNeedsMacs
{
    public static Insight Decide(PaperStudy tables) => new(
        2, "Prefill needs a large M.", [Needed(tables.Needed), Shortens(tables.Macs)],
        "Large is read from what it takes on U280 to be as fast as a GPU, whether or not the board can hold that design.");

    private static Claim Needed(IReadOnlyList<NeededRow> rows)
    {
        var both = (from prefill in rows
                    join decode in rows on (prefill.Model, prefill.Gpu) equals (decode.Model, decode.Gpu)
                    where prefill.Phase is StudyPhase.Prefill && decode.Phase is StudyPhase.Decode
                    select (prefill, decode)).ToArray();
        return new Claim(
            "To be as fast as a GPU takes a larger M in prefill than in decode, for every model that decodes.",
            both.All(b => b.decode.MacsPerCycle is { } least && (b.prefill.MacsPerCycle ?? long.MaxValue) > least),
            string.Join(
                "; ", both.Select(b => $"{b.prefill.Model} as {b.prefill.Gpu}: M = {Text(b.prefill)} in prefill, {Text(b.decode)} in "
                    + $"decode")));

        static string Text(NeededRow row) => row.MacsPerCycle is { } macs
            ? Invariant($"{macs} ({macs / (double)row.Largest.MacsPerCycle:0.00} x the largest feasible)")
            : "none, loading weights takes longer";
    }

    private static Claim Shortens(IReadOnlyList<MacRow> rows)
    {
        var steps = rows.Where(r => r.Phase is StudyPhase.Prefill && r.Point.Feasible)
            .GroupBy(r => (r.Model, r.Board))
            .SelectMany(g => g.Zip(g.Skip(1), (slow, fast) => (Row: fast, Gain: slow.Point.Milliseconds / fast.Point.Milliseconds)))
            .ToArray();
        var least = steps.MinBy(s => s.Gain);
        return new Claim(
            "As far as designs are feasible, each doubling of M shortens prefill by more than a third: multipliers bind, not memory.",
            steps.All(s => s.Gain > 1.5),
            Invariant($"{steps.Count(s => s.Gain > 1.5)} of {steps.Length} doublings; the least gains {least.Gain:0.00} x ")
            + Invariant($"({least.Row.Model} on {least.Row.Board}, to M = {least.Row.Point.MacsPerCycle})"));
    }
}

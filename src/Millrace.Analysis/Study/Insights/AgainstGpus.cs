using static System.FormattableString;

namespace Millrace.Analysis;

/// <summary>Insight 1.</summary>
internal static class AgainstGpus
{
    public static Insight Decide(PaperStudy tables)
    {
        var usual = Pairs(
            tables, tables.Lengths.Where(r => r.Tokens == StudySettings.Tokens).Select(r => (r.Model, r.Phase, r.Board, r.Largest)));
        var most = Pairs(
            tables,
            tables.Reuse.Where(r => r.WeightReuse == StudySettings.Tokens).Select(r => (r.Model, StudyPhase.Prefill, r.Board, r.Largest)));
        return new Insight(
            1, "FPGAs lose to GPUs in prefill and win in decode.",
            [
                Claim(
                    $"Prefill of {StudySettings.Tokens} tokens, r = {StudySettings.PrefillReuse}: every board is slower than either GPU.",
                    usual.Where(p => p.Phase is StudyPhase.Prefill), boardWins: false),
                Claim($"The same with r = {StudySettings.Tokens}, the most that there can be.", most, boardWins: false),
                Claim(
                    $"Decode after {StudySettings.Tokens} tokens: every board is faster than either GPU.",
                    usual.Where(p => p.Phase is StudyPhase.Decode), boardWins: true),
            ],
            "A pair is a board that holds the design and a GPU that holds the model, and every pair counts: that some board wins is less, "
            + "and can be read from the counts. The GPUs run PyTorch, which launches each kernel from the host; under CUDA graphs nothing "
            + "waits for that. Their peaks are dense ones. The closed form leaves out fill, drain and the chain of dependencies, in "
            + "decode more than half of the time, and the head, which the GPUs compute: it favours the boards in both phases.");
    }

    private static IReadOnlyList<Pair> Pairs(
        PaperStudy tables, IEnumerable<(string Model, StudyPhase Phase, string Board, StudyPoint Largest)> designs) =>
    [
        .. from d in designs
           where d.Largest.Feasible
           from gpu in tables.Gpus
           where gpu.Fits && gpu.Model == d.Model && gpu.Phase == d.Phase && gpu.Tokens == StudySettings.Tokens
           select new Pair(d.Model, d.Phase, d.Board, d.Largest.Milliseconds, gpu),
    ];

    private static Claim Claim(string text, IEnumerable<Pair> of, bool boardWins)
    {
        var pairs = of.ToArray();
        var graphs = pairs.Count(p => p.BoardMilliseconds < p.Gpu.GraphMilliseconds == boardWins);
        var slower = pairs.Count(p => 2 * p.Ratio < 1 == boardWins);
        var worst = boardWins ? pairs.MaxBy(p => p.Ratio)! : pairs.MinBy(p => p.Ratio)!;
        return new Claim(
            text, pairs.All(Holds),
            $"{pairs.Count(Holds)} of {pairs.Length} pairs ("
            + string.Join(", ", pairs.GroupBy(p => p.Model).Select(g => $"{g.Key} {g.Count(Holds)} of {g.Count()}"))
            + Invariant($"); farthest from it: {worst.Model} takes {worst.BoardMilliseconds:0.00} ms on {worst.Board} ")
            + Invariant($"and {worst.Gpu.Milliseconds:0.00} ms on {worst.Gpu.Gpu}; beside it: {slower} of {pairs.Length} if the boards ")
            + $"took twice as long, {graphs} of {pairs.Length} against the GPUs under CUDA graphs");

        bool Holds(Pair p) => p.Ratio < 1 == boardWins;
    }

    private sealed record Pair(string Model, StudyPhase Phase, string Board, double BoardMilliseconds, GpuRow Gpu)
    {
        public double Ratio => BoardMilliseconds / Gpu.Milliseconds;
    }
}

using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>Vicuna-13B on several boards: equations (13) and (14), all ways to split a number of boards into p1 and p2.</summary>
public static class BoardSweep
{
    /// <summary>Every scheme on every board that has links.</summary>
    public static IReadOnlyList<BoardRow> Compute() =>
    [
        .. from board in StudySettings.Boards
           where board.Links.Count > 0
           from phase in StudySettings.Phases(StudySettings.Vicuna)
           from row in Rows(board, phase)
           select row,
    ];

    private static IEnumerable<BoardRow> Rows(FpgaDevice board, StudyPhase phase)
    {
        var largest = Schemes().ToDictionary(s => s, s => Case(s).Largest());
        var same = largest.Values.Where(p => p.Feasible).Min(p => p.MacsPerCycle);
        foreach (var scheme in Schemes())
        {
            var figures = Case(scheme).Estimate(same).Figures;
            yield return new BoardRow(
                board.Name, phase, scheme.Tensor, scheme.Pipeline, Case(scheme).At(same),
                1e3 * (phase is StudyPhase.Prefill ? figures.AllReducePrefillSeconds : figures.AllReduceDecodeSeconds), largest[scheme]);
        }

        StudyCase Case(Parallelism scheme) => new(StudySettings.Vicuna, board, phase) { Parallelism = scheme };
    }

    private static IEnumerable<Parallelism> Schemes() =>
        from boards in StudySettings.BoardCounts
        from pipeline in StudySettings.BoardCounts
        where boards % pipeline == 0
        select new Parallelism(boards / pipeline, pipeline);
}

/// <summary>A scheme.</summary>
/// <param name="Board">The board.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Tensor">p1.</param>
/// <param name="Pipeline">p2.</param>
/// <param name="Same">The design of the largest M that is feasible in all schemes that are feasible at all.</param>
/// <param name="AllReduceMilliseconds">T_comm, one all-reduce.</param>
/// <param name="Largest">The design of the largest M that is feasible in this scheme.</param>
public sealed record BoardRow(
    string Board, StudyPhase Phase, int Tensor, int Pipeline, StudyPoint Same, double AllReduceMilliseconds, StudyPoint Largest)
{
    /// <summary>p1 p2.</summary>
    public int Boards => Tensor * Pipeline;
}

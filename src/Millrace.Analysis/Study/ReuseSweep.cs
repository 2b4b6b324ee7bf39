namespace Millrace.Analysis;

/// <summary>The largest feasible design of prefill over the reuse of weights, up to all tokens of the prompt.</summary>
public static class ReuseSweep
{
    /// <summary>r = 1, that of the study, and l.</summary>
    public static IReadOnlyList<ReuseRow> Compute() =>
    [
        .. from shape in StudySettings.Models
           from reuse in new[] { 1, StudySettings.PrefillReuse, StudySettings.Tokens }
           from board in StudySettings.Boards
           let design = new StudyCase(shape, board, StudyPhase.Prefill) { WeightReuse = reuse }
           select new ReuseRow(shape.Name, board.Name, reuse, design.Largest()),
    ];
}

/// <summary>Reuse of weights in prefill.</summary>
/// <param name="Model">The model.</param>
/// <param name="Board">The board.</param>
/// <param name="WeightReuse">r.</param>
/// <param name="Largest">The design of the largest feasible M.</param>
public sealed record ReuseRow(string Model, string Board, int WeightReuse, StudyPoint Largest);

namespace Millrace.Analysis;

/// <summary>Latency over M, of every model on every board.</summary>
public static class MacSweep
{
    /// <summary>All M of the study, feasible or not.</summary>
    public static IReadOnlyList<MacRow> Compute() =>
    [
        .. from shape in StudySettings.Models
           from phase in StudySettings.Phases(shape)
           from macs in StudySettings.Macs
           from board in StudySettings.Boards
           select new MacRow(shape.Name, phase, board.Name, new StudyCase(shape, board, phase).At(macs)),
    ];
}

/// <summary>An M.</summary>
/// <param name="Model">The model.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Board">The board.</param>
/// <param name="Point">The design.</param>
public sealed record MacRow(string Model, StudyPhase Phase, string Board, StudyPoint Point);

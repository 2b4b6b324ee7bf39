namespace Millrace.Analysis;

/// <summary>The largest feasible design over the length of the sequence, of every model on every board.</summary>
public static class LengthSweep
{
    /// <summary>All lengths that the models' contexts hold.</summary>
    public static IReadOnlyList<LengthRow> Compute() =>
    [
        .. from shape in StudySettings.Models
           from phase in StudySettings.Phases(shape)
           from tokens in StudySettings.Lengths
           where StudySettings.Holds(shape, phase, tokens)
           from board in StudySettings.Boards
           let design = new StudyCase(shape, board, phase) { Tokens = tokens }
           select new LengthRow(shape.Name, phase, board.Name, tokens, design.Largest()),
    ];
}

/// <summary>A length.</summary>
/// <param name="Model">The model.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Board">The board.</param>
/// <param name="Tokens">l, the prompt, or what comes before the decoded token.</param>
/// <param name="Largest">The design of the largest feasible M.</param>
public sealed record LengthRow(string Model, StudyPhase Phase, string Board, int Tokens, StudyPoint Largest);

namespace Millrace.Analysis;

/// <summary>The least M on U280 that is as fast as a GPU, whether or not the board can hold it.</summary>
public static class NeededMacs
{
    private const long Most = 1 << 24;

    /// <summary>Of every model and GPU that holds it.</summary>
    public static IReadOnlyList<NeededRow> Compute(IReadOnlyList<GpuRow> gpus) =>
    [
        .. from shape in StudySettings.Models
           from phase in StudySettings.Phases(shape)
           from gpu in gpus
           where gpu.Model == shape.Name && gpu.Phase == phase && gpu.Tokens == StudySettings.Tokens && gpu.Fits
           let board = new StudyCase(shape, StudySettings.U280, phase)
           select new NeededRow(shape.Name, phase, gpu.Gpu, gpu.Milliseconds, Least(board, gpu.Milliseconds), board.Largest()),
    ];

    // Latency never grows with M, so that bisection finds it.
    private static long? Least(StudyCase board, double milliseconds)
    {
        if (board.At(Most).Milliseconds > milliseconds) return null;
        var (slow, fast) = (0L, Most);
        while (fast - slow > 1)
        {
            var middle = (slow + fast) / 2;
            if (board.At(middle).Milliseconds > milliseconds) slow = middle;
            else fast = middle;
        }

        return fast;
    }
}

/// <summary>What it takes to be as fast as a GPU.</summary>
/// <param name="Model">The model.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Gpu">The GPU.</param>
/// <param name="GpuMilliseconds">Its time.</param>
/// <param name="MacsPerCycle">The least M, or null where loading weights alone takes longer.</param>
/// <param name="Largest">The design of the largest feasible M.</param>
public sealed record NeededRow(string Model, StudyPhase Phase, string Gpu, double GpuMilliseconds, long? MacsPerCycle, StudyPoint Largest);

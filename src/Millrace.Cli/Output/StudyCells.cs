using System.Globalization;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>What stands in the cells of the study's tables.</summary>
internal static class StudyCells
{
    /// <summary>A design's time, marked where it cannot be, and where it beats every GPU that holds the model.</summary>
    public static string Cell(StudyPoint p, IReadOnlyList<GpuRow> gpus)
    {
        if (!p.Feasible) return $"*({Time(p.Milliseconds)} {p.Binding})*";
        var beaten = gpus.Where(g => g.Fits).ToArray();
        return beaten.Length > 0 && beaten.All(g => p.Milliseconds < g.Milliseconds) ? $"**{Time(p.Milliseconds)}**" : Time(p.Milliseconds);
    }

    /// <summary><c>17.5, 1473 compute</c>: time, M, what binds it.</summary>
    public static string Largest(StudyPoint p) => p.Feasible ? Text($"{Time(p.Milliseconds)}, {p.MacsPerCycle} {p.Binding}") : None(p);

    /// <summary>What stands where no M is feasible.</summary>
    public static string None(StudyPoint p) => $"none {p.Binding}";

    /// <summary>Milliseconds, three digits that count.</summary>
    public static string Time(double milliseconds)
    {
        var format = milliseconds switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", >= 0.1 => "0.000", _ => "0.00000" };
        return milliseconds.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Name(StudyPhase phase) => phase is StudyPhase.Prefill ? "prefill" : "decode";

    public static string Text(FormattableString text) => FormattableString.Invariant(text);
}

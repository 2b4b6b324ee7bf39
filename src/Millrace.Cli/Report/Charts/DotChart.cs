using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>A row for each system, a dot at its figure, a bar over a range.</summary>
internal static class DotChart
{
    private const double Left = 178;
    private const double Right = 386;
    private const double Top = 10;
    private const double Row = 31;

    public static XElement Figure(string id, string title, string note, string unit, IReadOnlyList<Dot> dots)
    {
        var axis = Axis.Linear(unit, dots.Select(d => d.High));
        var bottom = Top + (Row * dots.Count);
        double X(double value) => Left + (axis.Place(value) * (Right - Left));
        var svg = ChartDrawing.Frame(
            id, title, $"{note} {string.Join("; ", dots.Select(d => $"{d.Name} ({d.Detail}): {Text(d)} {unit}"))}.", bottom + 40,
            axis.Ticks.Select(t => ChartDrawing.Rule(X(t), Top, X(t), bottom, "grid")),
            ChartDrawing.Rule(Left, Top, Left, bottom, "axis"),
            axis.Ticks.Where((_, i) => axis.Ticks.Count < 6 || i % 2 == 0).Select(t =>
                ChartDrawing.Label(X(t), bottom + 16, Axis.Label(t))),
            ChartDrawing.Label((Left + Right) / 2, bottom + 33, unit, "middle", "mute"),
            dots.SelectMany((d, i) => Drawn(d, X, Top + (Row * i) + (Row / 2))));
        return Html.Element(
            "figure", Html.Element("figcaption", Html.Element("h3", title), Html.Paragraph(note)), svg,
            Html.Details("Numbers", Html.Table(
                title, ["system", "", unit, "origin"], dots.Select(d => (object?[])[d.Name, d.Detail, Text(d), d.Source]), texts: true)));
    }

    private static IEnumerable<XElement> Drawn(Dot d, Func<double, double> x, double y)
    {
        yield return ChartDrawing.Label(Left - 8, y - 2, d.Name, "end");
        yield return ChartDrawing.Label(Left - 8, y + 11, d.Detail, "end", "small mute");
        if (d.High > d.Low) yield return d.Look.Line(FormattableString.Invariant($"{x(d.Low):0.#},{y:0.#} {x(d.High):0.#},{y:0.#}"));
        yield return d.Look.At(x(d.Low), y, $"{d.Name}: {Text(d)}", size: 4.5);
        if (d.High > d.Low) yield return d.Look.At(x(d.High), y, $"{d.Name}: {Text(d)}", size: 4.5);
        var end = x(d.High) > Right - 44;
        yield return ChartDrawing.Label(end ? x(d.Low) - 9 : x(d.High) + 9, y + 4, Text(d), end ? "end" : "start", "small halo");
    }

    private static string Text(Dot d) =>
        d.High > d.Low ? $"{FigureText.Figure(d.Low)} – {FigureText.Figure(d.High)}" : FigureText.Figure(d.Low);
}

/// <summary>A system's figure.</summary>
/// <param name="Name">The system.</param>
/// <param name="Detail">Device, precision, clock.</param>
/// <param name="Low">The figure, or the least of several.</param>
/// <param name="High">The greatest.</param>
/// <param name="Look">How it is drawn.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record Dot(string Name, string Detail, double Low, double High, Look Look, string Source);

using System.Globalization;
using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>Draws a chart as a figure: title, note, legend, inline SVG with a text alternative, and its numbers as a table.</summary>
internal static class ChartDrawing
{
    private const double Width = 400;
    private const double Height = 290;
    private const double Left = 50;
    private const double Right = 378;
    private const double Top = 26;
    private const double Bottom = 246;

    public static XElement Figure(Chart chart, string id) => Html.Element(
        "figure",
        Html.Element("figcaption", Html.Element("h3", chart.Title), Html.Paragraph(chart.Note)),
        Html.Element("ul", Html.Class("legend"), chart.Series.Where(s => s.Markers).Select(s => s.Look.Entry(s.Name, s.Line))),
        Svg(chart, id), Html.Details("Numbers", ChartTable.Of(chart)));

    /// <summary>The frame of any drawing: scales with the page, and says in words what it shows.</summary>
    public static XElement Frame(string id, string title, string description, double height, params object?[] content) => new(
        "svg", Html.Class("chart"), new XAttribute("viewBox", Text($"0 0 {Width:0} {height:0}")), new XAttribute("role", "img"),
        new XAttribute("aria-labelledby", $"{id}-title {id}-desc"),
        new XElement("title", new XAttribute("id", $"{id}-title"), title),
        new XElement("desc", new XAttribute("id", $"{id}-desc"), description), content);

    public static XElement Label(double x, double y, string text, string anchor = "middle", string? style = null) => new(
        "text", style is null ? null : Html.Class(style), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor), text);

    public static XElement Rule(double x1, double y1, double x2, double y2, string style) => new(
        "line", Html.Class(style), new XAttribute("x1", Number(x1)), new XAttribute("y1", Number(y1)), new XAttribute("x2", Number(x2)),
        new XAttribute("y2", Number(y2)));

    private static XElement Svg(Chart c, string id) => Frame(
        id, c.Title, Description(c), Height,
        c.Y.Ticks.Select(t => Rule(Left, Y(c, t), Right, Y(c, t), "grid")),
        c.X.Ticks.Select(t => Rule(X(c, t), Top, X(c, t), Bottom, "grid")),
        Rule(Left, Bottom, Right, Bottom, "axis"), Rule(Left, Top, Left, Bottom, "axis"),
        c.Y.Ticks.Select(t => Label(Left - 6, Y(c, t) + 4, Axis.Label(t), "end")),
        c.X.Ticks.Select(t => Label(X(c, t), Bottom + 16, Axis.Label(t))),
        Label(Left - 40, 14, c.Y.Title, "start", "mute"), Label((Left + Right) / 2, Height - 8, c.X.Title, "middle", "mute"),
        c.Series.Where(s => s.Line).Select(s => s.Look.Line(string.Join(' ', s.Points.Select(p => Place(c, p))))),
        Marks(c),
        c.Series.Where(s => s.Markers).Select(s =>
            s.Points.Select(p => s.Look.At(X(c, p.X), Y(c, p.Y), Tip(c, s, p), size: p.Large ? 6 : 3.5))),
        c.Labelled ? Labels(c) : null);

    private static string Place(Chart c, ChartPoint p) => $"{Number(X(c, p.X))},{Number(Y(c, p.Y))}";

    private static string Tip(Chart c, ChartSeries s, ChartPoint p) =>
        $"{s.Name}{(p.Label is null ? "" : $", {p.Label}")}: {c.X.Title} {FigureText.Figure(p.X)}, {c.Y.Title} {FigureText.Figure(p.Y)}";

    // Rings at the crossings; their labels stand in rows so that neighbours do not overlap.
    private static IEnumerable<XElement> Marks(Chart c)
    {
        var ends = new double[4];
        foreach (var mark in c.Marks.OrderBy(m => m.X))
        {
            var (x, y) = (X(c, mark.X), Y(c, mark.Y));
            var width = 6.2 * mark.Label.Length;
            var left = Math.Clamp(x - (width / 2), Left + 4, Right - width);
            var row = Array.FindIndex(ends, e => e + 6 <= left);
            yield return Rule(x, Bottom, x, y, "cross");
            yield return new XElement(
                "circle", Html.Class("cross"), new XAttribute("cx", Number(x)), new XAttribute("cy", Number(y)), new XAttribute("r", "7"));
            if (!c.Labelled || row < 0) continue; // no room: the pairs' table tells it
            ends[row] = left + width;
            yield return Label(left, Bottom - 6 - (13 * row), mark.Label, "start", "small halo");
        }
    }

    private static IEnumerable<XElement> Labels(Chart c)
    {
        var points = c.Series.Where(s => s.Markers).SelectMany((s, i) => s.Points.Select(p =>
            new LabelledPoint(X(c, p.X), Y(c, p.Y), p.Label, i, p.Large))).ToArray();
        foreach (var label in LabelPlacement.Of(points, (Left, Top, Width, Bottom)))
        {
            if (label.Leads) yield return Rule(label.Point.X, label.Point.Y, label.X, label.Y, "lead");
            yield return Label(label.X, label.Y + 4, label.Text, label.AtLeft ? "end" : "start", "small halo");
        }
    }

    private static string Description(Chart c)
    {
        var lines = c.Series.Where(s => s.Points.Count > 0).Select(s =>
            $"{s.Name} from {FigureText.Figure(s.Points[0].Y)} at {FigureText.Figure(s.Points[0].X)} "
            + $"to {FigureText.Figure(s.Points[^1].Y)} at {FigureText.Figure(s.Points[^1].X)}");
        return $"{c.Note} Up: {c.Y.Title}. Along: {c.X.Title}. {string.Join("; ", lines)}.";
    }

    private static double X(Chart c, double value) => Left + (Math.Clamp(c.X.Place(value), 0, 1) * (Right - Left));

    private static double Y(Chart c, double value) => Bottom - (Math.Clamp(c.Y.Place(value), 0, 1) * (Bottom - Top));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

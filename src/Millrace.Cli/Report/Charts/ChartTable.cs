using System.Xml.Linq;
using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary>The numbers of a chart: a row for each place along, a column for each series; of points with labels, a row for each.</summary>
internal static class ChartTable
{
    public static XElement Of(Chart chart)
    {
        if (chart.Series.Any(s => s.Points.Any(p => p.Label is not null)))
        {
            return Html.Table(
                chart.Title, ["", "", chart.X.Title, chart.Y.Title],
                chart.Series.Where(s => s.Markers).SelectMany(s => s.Points.Select(p => (object?[])
                    [s.Name, p.Label ?? "", FigureText.Figure(p.X), FigureText.Figure(p.Y)])));
        }

        var points = chart.Series.Select(s => s.Points.GroupBy(p => p.X).ToDictionary(g => g.Key, g => g.First().Y)).ToArray();
        return Html.Table(
            $"{chart.Title}: {chart.Y.Title}", [chart.X.Title, .. chart.Series.Select(s => s.Name)],
            points.SelectMany(p => p.Keys).Distinct().Order().Select(x => (object?[])
                [FigureText.Figure(x), .. points.Select(p => p.TryGetValue(x, out var y) ? FigureText.Figure(y) : "-")]));
    }
}

namespace Millrace.Cli;

/// <summary>Places labels beside points so that none stands on another: near points of a series share one, others stand in rows.</summary>
internal static class LabelPlacement
{
    /// <summary>Height of a row of labels.</summary>
    public const double Row = 12;

    private const double Letter = 5.8; // width of a letter at most, on average
    private const double Gap = 8; // from a point to its label
    private const double Near = 10; // points that share a label
    private const int MostRows = 9; // away from the point
    private const double OtherSide = 7; // what a label costs on the side that its series does not prefer
    private const double Covering = 8; // and on a marker

    /// <summary>The width that a label takes at most.</summary>
    public static double Width(string text) => Letter * text.Length;

    /// <summary>The labels, from the top; every second series has them on the left where there is room.</summary>
    public static IReadOnlyList<PlacedLabel> Of(
        IReadOnlyList<LabelledPoint> points, (double Left, double Top, double Right, double Bottom) room)
    {
        List<PlacedLabel> placed = [];
        foreach (var (point, text) in Merged(points).OrderBy(m => m.Point.Y).ThenBy(m => m.Point.X))
        {
            var places =
                from row in Enumerable.Range(-MostRows, (2 * MostRows) + 1)
                from left in new[] { false, true }
                let label = new PlacedLabel(point, text, point.X + (left ? -Gap : Gap), point.Y + (row * Row), left)
                where label.From >= room.Left && label.To <= room.Right && label.Y >= room.Top && label.Y <= room.Bottom - (Row / 4)
                where !placed.Any(other => Overlap(label, other))
                orderby Cost(label, points)
                select label;
            placed.AddRange(places.Take(1)); // no room: a pointer and the table tell it
        }

        return placed;
    }

    private static List<(LabelledPoint Point, string Text)> Merged(IReadOnlyList<LabelledPoint> points)
    {
        List<(LabelledPoint Point, string Text)> merged = [];
        foreach (var point in points.Where(p => p.Label is not null))
        {
            var near = merged.FindIndex(m =>
                m.Point.Series == point.Series && Math.Abs(m.Point.X - point.X) < Near && Math.Abs(m.Point.Y - point.Y) < Near);
            if (near < 0) merged.Add((point, point.Label!));
            else merged[near] = (merged[near].Point, $"{merged[near].Text} {point.Label}");
        }

        return merged;
    }

    private static double Cost(PlacedLabel label, IReadOnlyList<LabelledPoint> points) =>
        Math.Abs(label.Y - label.Point.Y)
        + (label.AtLeft == (label.Point.Series % 2 == 1) ? 0 : OtherSide)
        + (Covering * points.Count(p => Covers(label, p)));

    private static bool Covers(PlacedLabel label, LabelledPoint p)
    {
        var reach = p.Large ? 6.0 : 3.5;
        return p.X > label.From - reach && p.X < label.To + reach && Math.Abs(p.Y - label.Y) < (Row / 2) + reach - 2;
    }

    private static bool Overlap(PlacedLabel a, PlacedLabel b) =>
        a.From < b.To && b.From < a.To && Math.Abs(a.Y - b.Y) < Row;
}

/// <summary>A point of a drawing.</summary>
/// <param name="X">Along.</param>
/// <param name="Y">Down.</param>
/// <param name="Label">What stands beside it, or null.</param>
/// <param name="Series">The series, from 0.</param>
/// <param name="Large">Whether its marker is large.</param>
internal readonly record struct LabelledPoint(double X, double Y, string? Label, int Series, bool Large);

/// <summary>A label at its place.</summary>
/// <param name="Point">Whose it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="X">Where it begins, or at the left of its point ends.</param>
/// <param name="Y">Its middle.</param>
/// <param name="AtLeft">Whether it stands at the left of its point.</param>
internal readonly record struct PlacedLabel(LabelledPoint Point, string Text, double X, double Y, bool AtLeft)
{
    public double From => AtLeft ? X - LabelPlacement.Width(Text) : X;

    public double To => AtLeft ? X : X + LabelPlacement.Width(Text);

    /// <summary>Whether it is so far off that a line leads to it.</summary>
    public bool Leads => Math.Abs(Y - Point.Y) > LabelPlacement.Row / 2;
}

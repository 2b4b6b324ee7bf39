namespace Millrace.Cli;

/// <summary>Lines, points, or both.</summary>
internal sealed record Chart
{
    /// <summary>What one sees.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence below the title: how to read it.</summary>
    public required string Note { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Places where one line crosses another.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Whether labels of points and marks are written; if not, a pointer and the table tell them.</summary>
    public bool Labelled { get; init; } = true;
}

/// <summary>Points of a series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Look">How it is drawn.</param>
/// <param name="Points">Its points.</param>
/// <param name="Line">Whether they are joined.</param>
/// <param name="Markers">Whether each has a marker.</param>
internal sealed record ChartSeries(string Name, Look Look, IReadOnlyList<ChartPoint> Points, bool Line = true, bool Markers = true);

/// <summary>A point.</summary>
/// <param name="X">Along.</param>
/// <param name="Y">Up.</param>
/// <param name="Label">What stands beside it, or null.</param>
/// <param name="Large">Whether it is drawn larger.</param>
internal readonly record struct ChartPoint(double X, double Y, string? Label = null, bool Large = false);

/// <summary>A vertical mark.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">Where it ends in a ring.</param>
/// <param name="Label">What it says.</param>
internal readonly record struct ChartMark(double X, double Y, string Label);

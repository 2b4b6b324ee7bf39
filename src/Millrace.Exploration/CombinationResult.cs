namespace Millrace.Exploration;

/// <summary>What an exploration found of one choice of precision and boards.</summary>
public sealed record CombinationResult
{
    /// <summary>The choice.</summary>
    public required Combination Combination { get; init; }

    /// <summary>Its best point; null if none was found.</summary>
    public required PointFigures? Best { get; init; }

    /// <summary>What none of its points falls below: milliseconds or joules; infinite where nothing fits.</summary>
    public required double Bound { get; init; }

    /// <summary>Why nothing fits, a sentence; null where something does, or the search ended before it came to that.</summary>
    public required string? Infeasible { get; init; }
}

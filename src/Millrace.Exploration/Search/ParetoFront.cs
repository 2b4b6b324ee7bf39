namespace Millrace.Exploration;

/// <summary>Points of which none is as good as another in everything: latency of decode, of prefill and of both together, share of the
/// resources, energy.</summary>
internal static class ParetoFront
{
    /// <summary>The front of some points, by latency of decode, then of prefill.</summary>
    internal static IReadOnlyList<PointFigures> Of(IEnumerable<PointFigures> points)
    {
        var sorted = points.OrderBy(p => p.DecodeMs ?? 0).ThenBy(p => p.PrefillMs).ThenBy(p => p.TotalMs)
            .ThenBy(p => p.ResourceShare).ThenBy(p => p.JoulesPerToken)
            .ThenBy(p => p.Point.ToString(), StringComparer.Ordinal);
        var front = new List<PointFigures>();
        foreach (var point in sorted)
        {
            if (!front.Exists(other => Covers(other, point))) front.Add(point);
        }

        return front;
    }

    /// <summary>Whether one point is no worse than another in anything.</summary>
    internal static bool Covers(PointFigures one, PointFigures other) =>
        (one.DecodeMs ?? 0) <= (other.DecodeMs ?? 0) && one.PrefillMs <= other.PrefillMs && one.TotalMs <= other.TotalMs
        && one.ResourceShare <= other.ResourceShare && one.JoulesPerToken <= other.JoulesPerToken;
}

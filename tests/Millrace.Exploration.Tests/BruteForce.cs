using Millrace.Analysis;

namespace Millrace.Exploration.Tests;

/// <summary>Every point of a space, by plain loops.</summary>
internal static class BruteForce
{
    /// <summary>The small space, for a few tokens.</summary>
    public static (Workload Workload, List<(OuterPoint Outer, Dictionary<ExplorationObjective, double> Value)> Best, long Points) Small =>
        OfSmall.Value;

    private static readonly Lazy<(Workload, List<(OuterPoint, Dictionary<ExplorationObjective, double>)>, long)> OfSmall = new(() =>
    {
        var workload = Workload.Of(Samples.FewTokens);
        var best = Best(workload, Samples.Small, out var points);
        return (workload, best, points);
    });

    /// <summary>The least value of each objective beside each outer point that has a feasible one.</summary>
    private static List<(OuterPoint Outer, Dictionary<ExplorationObjective, double> Value)> Best(
        Workload workload, DesignSpace space, out long points)
    {
        var all = new List<(OuterPoint, Dictionary<ExplorationObjective, double>)>();
        points = 0;
        foreach (var lanes in space.Lanes)
        {
            var menu = EngineMenu.All(space, workload, lanes);
            var variants = Enumerable.Range(0, EngineSize.Slots).Select(slot => (
                from size in menu[slot]
                from channels in space.EngineChannels
                from words in space.PrefetchWords(workload)
                select size with { Channels = channels, PrefetchWords = words }).ToArray()).ToArray();
            foreach (var outer in
                from tileRows in space.TileRows
                from copies in space.LayersOnChip
                from cache in space.CacheChannels
                select new OuterPoint(lanes, tileRows, copies, cache))
            {
                var evaluator = new PointEvaluator(workload).Beside();
                var best = Enum.GetValues<ExplorationObjective>().ToDictionary(o => o, _ => double.PositiveInfinity);
                foreach (var point in
                    from a in variants[0]
                    from b in variants[1]
                    from c in variants[2]
                    from d in variants[3]
                    from e in variants[4]
                    from rows in space.BandRows(workload.Model, outer.TileRows)
                    select evaluator.Point(outer, [a, b, c, d, e], rows))
                {
                    points++;
                    foreach (var objective in best.Keys)
                        best[objective] = Math.Min(best[objective], evaluator.ValueBelow(point, objective, double.PositiveInfinity));
                }

                if (best.Values.All(double.IsFinite)) all.Add((outer, best));
            }
        }

        return all;
    }
}

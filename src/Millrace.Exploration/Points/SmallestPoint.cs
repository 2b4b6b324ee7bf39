using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The point that takes the least: small engines, and no more channels than hold their weights.</summary>
internal static class SmallestPoint
{
    // Wider engines keep rows in fewer, shorter memories, which can be worth their DSPs.
    private static readonly int[] Widths = [8, 16, 32, 64, 128];

    /// <summary>Of the whole space, the one that exceeds all limits together the least: engines as wide as one another at first, then one
    /// after the other as wide as is best, for each number of lanes.</summary>
    internal static DesignPoint Of(PointEvaluator evaluator, DesignSpace space) =>
        space.Lanes.Select(lanes => Of(evaluator, lanes)).MinBy(f => f.Excess).Point!;

    /// <summary>Beside some outer variables; of the cache's channels as many as it needs.</summary>
    internal static DesignPoint Of(PointEvaluator evaluator, OuterPoint outer) =>
        Of(evaluator, outer, [8, 8, 8, 8, 8]);

    private static (DesignPoint? Point, (double, double) Excess) Of(PointEvaluator evaluator, int lanes)
    {
        var outer = new OuterPoint(lanes, 1, 1, 1);
        var best = (Point: (DesignPoint?)null, Excess: (double.PositiveInfinity, double.PositiveInfinity));
        var kept = new int[EngineSize.Slots];
        foreach (var width in Widths)
            Try([width, width, width, width, width]);
        for (var slot = 0; slot < EngineSize.Slots; slot++)
        {
            foreach (var width in Widths)
            {
                var widths = (int[])kept.Clone();
                widths[slot] = width;
                Try(widths);
            }
        }

        return best;

        void Try(int[] widths)
        {
            var point = Of(evaluator, outer, widths);
            var excess = Excess(evaluator, point);
            if (excess.CompareTo(best.Excess) < 0) (best, kept) = ((point, excess), widths);
        }
    }

    /// <summary>By how much limits are exceeded, as shares of them, and what is taken in all.</summary>
    private static (double Over, double All) Excess(PointEvaluator evaluator, DesignPoint point)
    {
        var shares = evaluator.Limits(point).Where(c => c.Used > 0).Select(c => c.Share).ToArray();
        return (shares.Sum(s => Math.Max(0, s - 1)) + (evaluator.Packs(point) ? 0 : 1e-3), shares.Sum());
    }

    private static DesignPoint Of(PointEvaluator evaluator, OuterPoint outer, int[] inputLanes)
    {
        var device = evaluator.Workload.Device;
        var least = EngineSize.LeastInputLanes(evaluator.Workload.WeightBits, outer.Lanes);
        EnginePoint[] sizes = [.. inputLanes.Select(width => new EnginePoint(Math.Max(width, least), outer.Lanes, 1))];
        var point = evaluator.Point(outer, sizes, outer.TileRows);
        var (engines, keys) = OffChipBytes.Of(point, RefinedDesign.Of(point, device));
        var channel = (double)device.OffChip.CapacityBytes / device.OffChip.Channels;
        return evaluator.Point(
            outer with { CacheChannels = Math.Max(outer.CacheChannels, Channels(keys)) },
            [.. engines.Select((bytes, slot) => sizes[slot] with { Channels = Channels(bytes) })],
            outer.TileRows);

        int Channels(double bytes) => (int)Math.Max(1, Math.Ceiling(bytes / channel));
    }
}

using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>The point that takes the least: small engines, and no more channels than hold their weights.</summary>
internal static class SmallestPoint
{
    private const int LeastInputLanes = 8;

    // Wider engines keep rows in fewer, shorter memories, which can be worth their DSPs.
    private static readonly int[] Widths = [LeastInputLanes, 32, 64, 128];

    /// <summary>Of the whole space, the one whose most exceeded limit is exceeded least.</summary>
    internal static PointFigures Of(PointEvaluator evaluator, DesignSpace space) => (
        from lanes in space.Lanes
        from width in Widths
        select evaluator.Figures(Of(evaluator, new OuterPoint(lanes, 1, 1, 1), width))).MinBy(f => f.Constraints.Max(c => c.Share))!;

    /// <summary>Beside some outer variables; of the cache's channels as many as it needs.</summary>
    internal static DesignPoint Of(PointEvaluator evaluator, OuterPoint outer, int inputLanes = LeastInputLanes)
    {
        var device = evaluator.Workload.Device;
        var size = new EnginePoint(Math.Max(inputLanes, outer.Lanes), outer.Lanes, 1);
        var point = evaluator.Point(outer, [size, size, size, size, size]);
        var (engines, keys) = OffChipBytes.Of(point, RefinedDesign.Of(point, device));
        var channel = (double)device.OffChip.CapacityBytes / device.OffChip.Channels;
        return evaluator.Point(
            outer with { CacheChannels = Math.Max(outer.CacheChannels, Channels(keys)) },
            [.. engines.Select(bytes => size with { Channels = Channels(bytes) })]);

        int Channels(double bytes) => (int)Math.Max(1, Math.Ceiling(bytes / channel));
    }
}

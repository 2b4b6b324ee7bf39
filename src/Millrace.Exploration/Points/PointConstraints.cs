using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>The limits of a device beside what a point takes; those of its fabric are <see cref="DesignResources"/>'.</summary>
internal static class PointConstraints
{
    /// <summary>Those of the off-chip memory: channels, bytes of all of it, bytes of the fullest channel.</summary>
    /// <param name="point">The point.</param>
    /// <param name="device">The board.</param>
    /// <param name="design">The point in words and cycles.</param>
    internal static IReadOnlyList<Constraint> OfMemory(DesignPoint point, FpgaDevice device, RefinedDesign design)
    {
        var memory = device.OffChip;
        var (engines, keys) = OffChipBytes.Of(point, design);
        return
        [
            Limit("channels", point.Channels, memory.UsableChannels, "channels"),
            Limit("off_chip", All(point, engines, keys), memory.CapacityBytes, "bytes"),
            Limit("fullest_channel", Fullest(point, engines, keys), (double)memory.CapacityBytes / memory.Channels, "bytes"),
        ];
    }

    /// <summary>Whether all of them are kept.</summary>
    internal static bool MemoryHolds(DesignPoint point, FpgaDevice device, RefinedDesign design)
    {
        var memory = device.OffChip;
        var (engines, keys) = OffChipBytes.Of(point, design);
        return point.Channels <= memory.UsableChannels
            && All(point, engines, keys) <= memory.CapacityBytes
            && Fullest(point, engines, keys) <= (double)memory.CapacityBytes / memory.Channels;
    }

    private static double All(DesignPoint point, double[] engines, double keys) =>
        (point.LayersOnChip * (engines[0] + engines[1] + engines[2] + engines[3] + (2 * keys))) + engines[4];

    private static double Fullest(DesignPoint p, double[] engines, double keys) => Math.Max(
        Math.Max(Math.Max(engines[0] / p.AttentionInput.Channels, engines[1] / p.AttentionOutput.Channels), keys / p.CacheChannels),
        Math.Max(Math.Max(engines[2] / p.MlpInput.Channels, engines[3] / p.MlpOutput.Channels), engines[4] / p.Head.Channels));

    private static Constraint Limit(string name, double used, double limit, string unit) => new(name, used, limit, used <= limit, unit);
}

using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>What can be routed in the super logic regions of a device. Where it has memory blocks of another kind than block RAM (M20K), each
/// stands for a BRAM18, as in the resource estimate; regions have them by their look-up tables.</summary>
internal static class RegionCeilings
{
    /// <summary>Of each region.</summary>
    internal static ResourceVector[] Of(FpgaDevice device)
    {
        var tables = (double)device.Regions.Sum(r => r.Dynamic.Lut);
        return [.. device.Regions.Select(r => WithBlocks(device, device.Ceilings.Of(r.Dynamic), r.Dynamic.Lut / tables))];
    }

    /// <summary>Of the whole board.</summary>
    internal static ResourceVector Board(FpgaDevice device) => WithBlocks(device, device.Routable, 1);

    private static ResourceVector WithBlocks(FpgaDevice device, in ResourceVector ceiling, double share) =>
        device.Total.Bram18 > 0 || device.BlockMemories.Count == 0
            ? ceiling
            : ceiling with { Bram18 = (long)(share * Math.Floor(device.Ceilings.Bram * device.BlockMemories[0].Count)) };
}

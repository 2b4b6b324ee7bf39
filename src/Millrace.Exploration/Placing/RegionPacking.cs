using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>Whether parts find room in the regions, the largest first, each in the first region that has room for it. A rule that is quick
/// to
/// ask; what passes it can be placed.</summary>
internal static class RegionPacking
{
    internal static bool Fits(DesignResources resources, FpgaDevice device)
    {
        var all = device.Total;
        var free = device.Regions.Select(r => device.Ceilings.Of(r.Dynamic)).ToArray();
        var parts = Enumerable.Range(0, DesignResources.Operators.Count).OrderByDescending(i => Share(resources[i]));
        foreach (var part in parts)
        {
            for (var copy = 0; copy < resources.Copies(part); copy++)
            {
                var region = Array.FindIndex(free, f => resources[part].FitsIn(f));
                if (region < 0) return false;
                free[region] -= resources[part];
            }
        }

        return true;

        double Share(in ResourceVector use) => Math.Max(
            Math.Max(Part(use.Lut, all.Lut), Part(use.FlipFlop, all.FlipFlop)),
            Math.Max(Part(use.Dsp, all.Dsp), Math.Max(Part(use.Bram18, all.Bram18), Part(use.Uram, all.Uram))));

        static double Part(long use, long of) => of == 0 ? 0 : (double)use / of;
    }
}

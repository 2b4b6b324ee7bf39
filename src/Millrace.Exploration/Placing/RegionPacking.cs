using Millrace.Analysis;
using Millrace.Hardware;

namespace Millrace.Exploration;

/// <summary>Whether parts find room in the regions, the largest first, each in the first region that has room for it. A rule that is quick
/// to ask; what passes it can be placed.</summary>
internal static class RegionPacking
{
    /// <param name="resources">What the parts take.</param>
    /// <param name="regions">What can be routed in each region.</param>
    /// <param name="all">All resources of the board: a part is as large as its largest share of one.</param>
    internal static bool Fits(DesignResources resources, ReadOnlySpan<ResourceVector> regions, in ResourceVector all)
    {
        Span<ResourceVector> free = stackalloc ResourceVector[regions.Length];
        regions.CopyTo(free);
        Span<int> parts = stackalloc int[DesignResources.Operators.Count];
        Span<double> shares = stackalloc double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            (parts[i], shares[i]) = (i, -Share(resources[i], all));
        shares.Sort(parts);
        foreach (var part in parts)
        {
            for (var copy = 0; copy < resources.Copies(part); copy++)
            {
                var region = 0;
                while (region < free.Length && !resources[part].FitsIn(free[region]))
                    region++;
                if (region == free.Length) return false;
                free[region] -= resources[part];
            }
        }

        return true;
    }

    private static double Share(in ResourceVector use, in ResourceVector all) => Math.Max(
        Math.Max(Part(use.Lut, all.Lut), Part(use.FlipFlop, all.FlipFlop)),
        Math.Max(Part(use.Dsp, all.Dsp), Math.Max(Part(use.Bram18, all.Bram18), Part(use.Uram, all.Uram))));

    private static double Part(long use, long of) => of == 0 ? 0 : (double)use / of;
}

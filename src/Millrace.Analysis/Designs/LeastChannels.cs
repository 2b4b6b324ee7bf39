using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>The memory channels that a design cannot do without: each engine, the keys, the values and the parameters of the norms have at
/// least one of their own.</summary>
public static class LeastChannels
{
    /// <summary>Who has them, for sentences.</summary>
    public const string Why = "each engine, the keys, the values and the norms' parameters have memory channels of their own";

    // Of a layer: q, k and v; projection; two of the feed-forward network; keys; values; norms. Behind the layers: head; norm.
    private const int OfLayer = 7;
    private const int OfHead = 2;

    /// <summary>How many a design has at least.</summary>
    /// <param name="layersOnChip">Layers with engines of their own.</param>
    public static long Of(int layersOnChip) => ((long)layersOnChip * OfLayer) + OfHead;

    /// <summary>Whether a board has enough for one layer on chip.</summary>
    /// <param name="device">The board.</param>
    public static bool Has(FpgaDevice device) => device.OffChip.UsableChannels >= Of(1);

    /// <summary>Where a board has too few of them for a design, a sentence beside the figures of its best case; else null.</summary>
    /// <param name="device">The board.</param>
    /// <param name="layersOnChip">Layers with engines of their own.</param>
    public static string? Note(FpgaDevice device, int layersOnChip = 1)
    {
        var (least, usable) = (Of(layersOnChip), device.OffChip.UsableChannels);
        return usable >= least
            ? null
            : FormattableString.Invariant($"Nothing that millrace generates fits {device.Name}: {Why}, {least} at least, ")
                + FormattableString.Invariant($"but it has {usable} usable: the figures are a best case without a design behind them.");
    }
}

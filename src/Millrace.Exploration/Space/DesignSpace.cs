using Millrace.Analysis;

namespace Millrace.Exploration;

/// <summary>
/// The design variables and what each may be. Sizes of engines are listed up to equivalence: of all lanes that need as many steps the
/// fewest,
/// so that a size left out is never faster and never smaller than one listed.
/// </summary>
internal sealed class DesignSpace
{
    private const int MostLanes = 1024;

    /// <summary>Elements a cycle in the streams between engines.</summary>
    internal IReadOnlyList<int> Lanes { get; init; } = [4, 8, 16, 32, 64];

    /// <summary>Tokens worked on together.</summary>
    internal IReadOnlyList<int> TileRows { get; init; } = [.. Enumerable.Range(1, 64)];

    /// <summary>Parts of a tile that pass attention one after the other; those that do not divide its rows are left out.</summary>
    internal IReadOnlyList<int> Bands { get; init; } = [.. Enumerable.Range(1, 64)];

    /// <summary>Layers with engines of their own; those that do not divide the layers are left out.</summary>
    internal IReadOnlyList<int> LayersOnChip { get; init; } = [.. Enumerable.Range(1, 128)];

    /// <summary>Memory channels of the keys, and as many of the values.</summary>
    internal IReadOnlyList<int> CacheChannels { get; init; } = [1, 2, 3, 4];

    /// <summary>Memory channels of an engine's weights.</summary>
    internal IReadOnlyList<int> EngineChannels { get; init; } = [.. Enumerable.Range(1, 64)];

    /// <summary>Words of weights that an engine's memory holds: block RAMs have 512, UltraRAMs 4096; 0 for no more than hides the latency
    /// of the off-chip memory.</summary>
    internal IReadOnlyList<int> StockWords { get; init; } = [0, 512, 1024, 2048, .. Enumerable.Range(1, 16).Select(n => 4096 * n)];

    /// <summary>The most weights a cycle of an engine.</summary>
    internal int MostWeightsPerCycle { get; init; } = 1 << 16;

    /// <summary>The whole space.</summary>
    internal static DesignSpace Whole { get; } = new();

    /// <summary>Words beyond those that hide the latency, for each number that the memory holds.</summary>
    internal IReadOnlyList<int> PrefetchWords(Workload workload)
    {
        var hiding = (int)Math.Ceiling(workload.Device.OffChip.ReadLatencyNanoseconds * workload.ClockMegahertz * 1e-3) + 2;
        return [.. StockWords.Select(words => Math.Max(0, words - hiding)).Distinct()];
    }

    /// <summary>Rows that may meet a key at a time, few to many; all of a tile where heads share keys.</summary>
    internal int[] BandRows(ModelShape model, int tileRows) => model.Heads == model.KeyValueHeads
        ? [.. Bands.Where(n => tileRows % n == 0).Select(n => tileRows / n).Order()]
        : [tileRows];

    /// <summary>Input lanes an engine may have: for each number of steps through the inputs the fewest that need no more.</summary>
    internal static List<int> InputLanes(int inputs, int lanes, int weightBits) =>
        [.. Multiples(lanes).Where(n => n >= DesignPoint.LeastInputLanes(weightBits))
            .GroupBy(n => (inputs + n - 1) / n).Select(steps => steps.Min()).Order()];

    /// <summary>
    /// Output lanes an engine may have. Of the engines that write the residual stream divisors of its width, padded to the lanes; of q, k
    /// and
    /// v divisors of a head's size, padded likewise; of the others, for each number of column tiles the fewest.
    /// </summary>
    internal static List<int> OutputLanes(EngineSlot slot, ModelShape model, EngineSize size, int lanes) => slot switch
    {
        EngineSlot.AttentionInput => DivisorsOfPadded(model.HeadSize, lanes),
        EngineSlot.AttentionOutput or EngineSlot.MlpOutput => DivisorsOfPadded(model.Width, lanes),
        _ => [.. Multiples(lanes).GroupBy(n => Math.Ceiling(size.Outputs / n)).Select(tiles => tiles.Min()).Order()],
    };

    private static List<int> DivisorsOfPadded(int elements, int lanes)
    {
        var padded = (elements + lanes - 1) / lanes * lanes;
        return [.. Multiples(lanes).Where(n => padded % n == 0)];
    }

    private static IEnumerable<int> Multiples(int lanes) => Enumerable.Range(1, MostLanes / lanes).Select(i => i * lanes);
}

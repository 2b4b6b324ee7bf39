namespace Millrace.Analysis;

/// <summary>
/// The refined form: the closed form's engines, tile by tile. Each tile of rows enters an engine when its rows are there, the engine is
/// free
/// and its weights have come; it leaves after the engine's cycles and the depth of its pipeline, and not before what follows has room. So
/// fill and drain, the chain of dependencies in decode, norms and softmax, bandwidth by channel, prefetched weights, the KV cache's way to
/// memory and back, the head and links all count. A few dozen additions and maxima for each tile and layer, until layers repeat.
/// </summary>
public static class RefinedForm
{
    /// <summary>The cycles of a launch.</summary>
    /// <param name="design">The design.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens, 1 or more; of each sequence, if there are several.</param>
    /// <param name="logits">How many of the last tokens want logits.</param>
    public static RefinedLaunch Launch(RefinedDesign design, int position, int tokens, int logits) =>
        Launch(design, position, tokens, logits, everyLayer: design.Layers % design.Copies != 0);

    /// <param name="design">The design.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="tokens">Tokens, 1 or more.</param>
    /// <param name="logits">How many of the last tokens want logits.</param>
    /// <param name="everyLayer">Whether to go through layers even when they repeat: it takes longer and gives the same.</param>
    internal static RefinedLaunch Launch(RefinedDesign design, int position, int tokens, int logits, bool everyLayer)
    {
        var each = Tiles(tokens, design.TileRows);
        var tiles = design.Sequences * each;
        Span<double> times = tiles <= 1024 ? stackalloc double[tiles] : new double[tiles];
        Span<LayerState> layers = design.Copies <= 64 ? stackalloc LayerState[design.Copies] : new LayerState[design.Copies];
        layers.Clear();
        Span<double> earlier = tiles <= 1024 ? stackalloc double[tiles] : new double[tiles];
        Span<LayerState> former = design.Copies <= 64 ? stackalloc LayerState[design.Copies] : new LayerState[design.Copies];

        // The host gives a word a cycle.
        var again = design.Layers > design.Copies ? PipelineDepths.Hop : 0;
        for (var t = 0; t < tiles; t++)
            times[t] = again + (((t / each * tokens) + Math.Min(((t % each) + 1) * design.TileRows, tokens)) * design.RowWords);
        double firstLayer = 0;
        for (var layer = 0; layer < design.Layers; layer++)
        {
            var copy = layer % design.Copies;
            if (copy == 0 && layer > 0 && !everyLayer)
            {
                // Once a round moves everything by the same time, so do all rounds after it.
                var shift = times[^1] - earlier[^1];
                if (layer > design.Copies && Moved(times, earlier, shift) && Follow(design, layers, former, shift))
                {
                    var left = (design.Layers - layer) / design.Copies;
                    for (var t = 0; t < tiles; t++)
                        times[t] += left * shift;
                    break;
                }

                times.CopyTo(earlier);
                layers.CopyTo(former);
            }

            if (copy == 0 && layer > 0)
                Stream(times, design, tokens, 2 * PipelineDepths.Hop);
            else if (copy > 0 && copy % design.CopiesPerDevice == 0)
                Stream(times, design, tokens, design.LinkLatency, design.LinkCyclesPerRow);
            for (var s = 0; s < design.Sequences; s++)
                layers[copy].Pass(design, times.Slice(s * each, each), position, tokens, layer / design.Copies);
            if (layer == 0)
                firstLayer = times[^1];
        }

        var last = times[^1] + again;
        if (design.Head is not { } head)
            return new RefinedLaunch(last, firstLayer, 0);

        // Rows without logits are dropped; those with are cut into tiles of their own.
        var engine = default(EngineState);
        double normed = 0;
        for (var row = tokens - logits; row < tokens; row += design.TileRows)
        {
            var rows = Math.Min(design.TileRows, tokens - row);
            var tile = (row + rows - 1) / design.TileRows;
            var behind = Math.Min((tile + 1) * design.TileRows, tokens) - row - rows;
            var there = times[tile] - (behind * design.RowWords) + again + PipelineDepths.Hop;
            normed = Math.Max(there + NormCycles(design), Math.Max(normed, engine.Released) + (rows * design.RowWords));
            engine.Take(head, normed + PipelineDepths.Start, rows, design.ReadLatency, 0);
        }

        return new RefinedLaunch(engine.Left + 1, firstLayer, engine.Left + 1 - last);
    }

    /// <summary>Cycles between the last word of a row into a norm and out of it.</summary>
    internal static double NormCycles(RefinedDesign design) =>
        (design.NormPasses * (design.RowWords + design.LaneLevels)) + PipelineDepths.Norm;

    internal static int Tiles(int rows, int tileRows) => (rows + tileRows - 1) / tileRows;

    /// <summary>Whether all times moved alike.</summary>
    private static bool Moved(ReadOnlySpan<double> times, ReadOnlySpan<double> earlier, double shift)
    {
        for (var t = 0; t < times.Length; t++)
        {
            if (!LayerState.IsShift(times[t] - earlier[t], shift)) return false;
        }

        return true;
    }

    /// <summary>Whether all engines did, and the norms' parameters, which come at a pace of their own, are no slower.</summary>
    private static bool Follow(RefinedDesign design, ReadOnlySpan<LayerState> layers, ReadOnlySpan<LayerState> former, double shift)
    {
        if (shift < design.ParameterCycles) return false;
        var looksBack = AttentionState.LooksBack(design);
        for (var i = 0; i < layers.Length; i++)
        {
            if (!layers[i].Follows(former[i], shift, looksBack)) return false;
        }

        return true;
    }

    /// <summary>Rows go on as they come, no faster than the stream, and with a delay.</summary>
    private static void Stream(Span<double> times, RefinedDesign design, int tokens, double delay, double cyclesPerRow = 0)
    {
        var perRow = Math.Max(design.RowWords, cyclesPerRow);
        var each = Tiles(tokens, design.TileRows);
        double end = 0;
        for (var t = 0; t < times.Length; t++)
        {
            var rows = Math.Min(design.TileRows, tokens - (t % each * design.TileRows));
            end = Math.Max(times[t] + delay + (cyclesPerRow * rows), end + (rows * perRow));
            times[t] = end;
        }
    }
}

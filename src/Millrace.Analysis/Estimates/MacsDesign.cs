using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>
/// The refined form of a design that is given by multiply-accumulates a cycle alone: engines of any size, without padding. Tokens go
/// through in tiles of r, the weight reuse, so that an engine takes M_i / r weights a cycle; engines share the attainable bandwidth in
/// proportion to their weights; up to half of the on-chip memory holds weights that wait for their engines, in the same proportion; the
/// head's engine is as large as q's.
/// </summary>
internal static class MacsDesign
{
    /// <summary>Elements of a word between engines, as in the accelerators' usual design.</summary>
    private const int Lanes = 8;

    /// <summary>The most of the bandwidth that the caches of keys and values have for themselves: two channels a layer on chip where there
    /// are many.</summary>
    private const double MostCacheShare = 0.25;

    /// <summary>Latency of a link between devices, an assumption, as of <see cref="RefinedDesign"/>.</summary>
    private const double LinkSeconds = 1e-6;

    internal static RefinedDesign Of(in PaperPoint point, in DeviceLimits limits, FpgaDevice device)
    {
        var (shape, p1, clock, memory) = (point.Shape, point.TensorParallel, point.ClockHertz, device.OffChip);
        var weightBits = point.WeightBits;
        var resident = point.WeightsOnChip;
        var (macs, width, inner) = (point.MacsPerCycle, (double)shape.Width, (double)shape.InnerWidth / p1);
        var (queries, keys) = ((double)shape.QueryWidth / p1, (double)shape.KeyValueWidth / p1);
        var gates = shape.InnerMatrices - 1;
        var vocabulary = shape.IsEncoder ? 0 : (double)shape.VocabularySize / p1;

        // The layers' engines fetch beside each other, the head after them: shares by the square roots make the sum of both times least.
        var layer = (width * ((2 * queries) + (2 * keys))) + (width * inner * (gates + 1));
        var (layers, head) = (Math.Sqrt(layer * point.Layers / point.PipelineParallel), Math.Sqrt(width * vocabulary));
        var layerShare = layers / (layers + head) / (point.LayersOnChip * layer);
        var headShare = vocabulary == 0 ? 0 : head / (layers + head) / (width * vocabulary);
        var caches = 2.0 * point.LayersOnChip;
        var cacheShare = shape.IsEncoder ? 0 : Math.Min(MostCacheShare, caches / limits.Channels);
        var bitsPerCycle = limits.OffChipBitsPerSecond / clock;
        var weightBitsPerCycle = (1 - cacheShare) * bitsPerCycle;
        var prefetchBits = RefinedConstraints.PrefetchBits(point, limits);
        var readLatency = Cycles(memory.ReadLatencyNanoseconds * 1e-9);
        var tile = TileRows(point);
        var devices = p1 * point.PipelineParallel;
        var linkCycles = devices == 1 || double.IsInfinity(point.LinkBitsPerSecond)
            ? 0
            : width * point.ActivationBits * clock / (point.LinkEfficiency * point.LinkBitsPerSecond);
        return new RefinedDesign
        {
            Layers = point.Layers,
            Copies = point.LayersOnChip * point.PipelineParallel,
            CopiesPerDevice = point.LayersOnChip,
            Heads = (double)shape.KeyValueHeads / p1,
            TileRows = tile,
            RowWords = width / Lanes,
            HeadWords = queries / (shape.KeyValueHeads / (double)p1) / Lanes,
            LaneLevels = 3,
            HeadLevels = (int)Math.Ceiling(Math.Log2(shape.HeadSize)),
            NormPasses = shape.NormBias ? 2 : 1,
            QueryPart = queries / (queries + (2 * keys)),
            AttentionInput = Engine(width, queries + (2 * keys), macs.Q + macs.K + macs.V, layerShare),
            AttentionOutput = Engine(queries, width, macs.P, layerShare),
            MlpInput = Engine(width, gates * inner, macs.F1, layerShare),
            MlpOutput = Engine(inner, width, macs.F2, layerShare),
            Head = shape.IsEncoder ? null : Engine(width, vocabulary, macs.Q, headShare),
            Bidirectional = shape.IsEncoder,
            CyclesPerKey = tile * (queries / keys) * shape.HeadSize / Math.Min(macs.A1, macs.A2),
            CacheCyclesPerWord = shape.IsEncoder
                ? 1
                : Math.Max(1, shape.HeadSize * point.ActivationBits * caches / (cacheShare * bitsPerCycle)),
            ParameterCycles = 0,
            ReadLatency = readLatency,
            WriteLatency = Cycles(memory.WriteLatencyNanoseconds * 1e-9),
            AllReduceCyclesPerRow = p1 > 1 ? linkCycles : 0,
            LinkCyclesPerRow = linkCycles,
            LinkLatency = devices == 1 ? 0 : Cycles(LinkSeconds),
        };

        RefinedEngine Engine(double inputs, double outputs, double macsPerCycle, double shareOfWeight)
        {
            var weightsPerCycle = macsPerCycle / tile;
            var share = inputs * outputs * shareOfWeight;
            var wordBits = weightsPerCycle * weightBits;
            var pace = resident ? 1 : Math.Max(1, wordBits / (share * weightBitsPerCycle));
            var stock = resident ? double.MaxValue / 4 : readLatency + 2 + (share * prefetchBits / wordBits);
            var outputsAtATime = Math.Max(Lanes, Math.Sqrt(weightsPerCycle));
            return new RefinedEngine(
                outputs / outputsAtATime, inputs * outputsAtATime / weightsPerCycle, 0, outputsAtATime / Lanes, pace, stock,
                (int)Math.Ceiling(Math.Log2(Math.Max(1, weightsPerCycle / outputsAtATime))));
        }

        double Cycles(double seconds) => Math.Max(1, Math.Ceiling(seconds * clock));
    }

    /// <summary>Tokens worked on together: as many multipliers as share a weight of the feed-forward network.</summary>
    internal static int TileRows(in PaperPoint point) => (int)Math.Clamp(point.WeightReuse.F1, 1, 1 << 16);
}

using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>From a design point to words and cycles, with the padding that the accelerators have.</summary>
internal static class RefinedDesignBuilder
{
    /// <summary>Latency of a link between devices, an assumption: a switchless 100 GbE hop with its MAC on both ends.</summary>
    private const double LinkNanoseconds = 1000;

    /// <summary>The part of a link's bandwidth that is reached, an assumption.</summary>
    private const double LinkEfficiency = 0.9;

    internal static RefinedDesign Of(DesignPoint point, FpgaDevice device)
    {
        var (model, memory, tensor) = (point.Model, device.OffChip, point.TensorParallel);
        var clock = 1e6 * point.ClockMegahertz;
        var bytesPerSecond = (double)memory.AttainableBytesPerSecondPerChannel;
        var width = RoundUp(model.Width, ResourceShape.LeastCommonMultiple(point.AttentionOutput.OutputLanes, point.MlpOutput.OutputLanes));
        var headSize = RoundUp(model.HeadSize, point.AttentionInput.OutputLanes);
        var inner = RoundUp(model.InnerWidth, point.MlpInput.OutputLanes * tensor) / tensor;
        // Heads of queries that share keys stand side by side, as more rows.
        var (heads, group) = (model.KeyValueHeads / tensor, model.Heads / model.KeyValueHeads);
        var rowWords = width / point.Lanes;
        var readLatency = Cycles(memory.ReadLatencyNanoseconds);
        var rowBits = (double)width * point.ActivationBits;
        var linkBits = device.Links.Count == 0 ? 0 : LinkEfficiency * 1e9 * device.Links.Max(l => l.GigabitsPerSecond);
        var devices = tensor * point.PipelineParallel;
        if (devices > 1 && linkBits == 0)
        {
            throw new DesignPointException(
                $"design point: 'tensor_parallel' x 'pipeline_parallel' is {devices}; {device.Name} has no links to others.");
        }

        var linkCycles = devices == 1 ? 0 : rowBits * clock / linkBits;
        return new RefinedDesign
        {
            Layers = model.Layers,
            Copies = point.LayersOnChip * point.PipelineParallel,
            CopiesPerDevice = point.LayersOnChip,
            Heads = heads,
            TileRows = point.TileRows,
            BandRows = point.AttentionBandRows,
            RowWords = rowWords,
            HeadWords = (double)group * headSize / point.Lanes,
            LaneLevels = Levels(point.Lanes),
            HeadLevels = Levels(headSize),
            NormPasses = model.NormPasses,
            QueryPart = group / (group + 2.0),
            ScoreRoom = 2.0 * model.ContextLength,
            AttentionInput = Engine(point.AttentionInput, width, heads * (group + 2) * headSize),
            AttentionOutput = Engine(point.AttentionOutput, heads * group * headSize, width),
            MlpInput = Engine(point.MlpInput, width, inner * model.InnerInputs),
            MlpOutput = Engine(point.MlpOutput, inner, width),
            Head = model.IsEncoder
                ? null
                : Engine(point.Head, width, RoundUp(model.VocabularySize, point.Head.OutputLanes * tensor) / tensor),
            Bidirectional = model.IsEncoder,
            Sequences = point.Sequences,
            CacheCyclesPerWord = model.IsEncoder ? 1 : CyclesPerWord(headSize * point.ActivationBits, point.CacheChannels),
            ParameterCycles = (point.Sequences + (2 * rowWords)) * CyclesPerWord(64 * point.Lanes, 1),
            ReadLatency = readLatency,
            WriteLatency = Cycles(memory.WriteLatencyNanoseconds),
            AllReduceCyclesPerRow = tensor > 1 ? linkCycles : 0,
            LinkCyclesPerRow = linkCycles,
            LinkLatency = devices == 1 ? 0 : Cycles(LinkNanoseconds),
        };

        RefinedEngine Engine(EnginePoint engine, int inputs, int outputs) => new(
            outputs / engine.OutputLanes, RoundUp(inputs, engine.InputLanes) / engine.InputLanes, 1, engine.OutputLanes / point.Lanes,
            CyclesPerWord(engine.WeightsPerCycle * point.WeightBits, engine.Channels), readLatency + 2 + engine.PrefetchWords,
            Levels(engine.InputLanes) + Broadcast(engine.OutputLanes));

        double CyclesPerWord(double bits, int channels) =>
            Math.Max(1, bits * clock / (8 * channels * bytesPerSecond));

        double Cycles(double nanoseconds) => Math.Max(1, Math.Ceiling(nanoseconds * clock * 1e-9));
    }

    /// <summary>Cycles of the tree of registers that brings an input to all slices of an array, each of which has two outputs.</summary>
    private static int Broadcast(int outputs) => BroadcastRules.Cycles(LogicRules.Ceiling(outputs, 2), BroadcastRules.FanOut);

    private static int Levels(int lanes) => lanes <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)(lanes - 1)) + 1;

    private static int RoundUp(int value, int multiple) => ResourceShape.RoundUp(value, multiple);
}

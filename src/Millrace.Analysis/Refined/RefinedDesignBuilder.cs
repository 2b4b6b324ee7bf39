using System.Numerics;
using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>From a design point to words and cycles, with the padding that the accelerators have.</summary>
internal static class RefinedDesignBuilder
{
    internal static RefinedDesign Of(DesignPoint point, FpgaDevice device)
    {
        var (model, memory) = (point.Model, device.OffChip);
        var width = RoundUp(model.Width, LeastCommonMultiple(point.AttentionOutput.OutputLanes, point.MlpOutput.OutputLanes));
        var headSize = RoundUp(model.HeadSize, point.AttentionInput.OutputLanes);
        var inner = RoundUp(model.InnerWidth, point.MlpInput.OutputLanes);
        var heads = model.Heads * headSize;
        var rowWords = width / point.Lanes;
        var readLatency = Cycles(memory.ReadLatencyNanoseconds);
        return new RefinedDesign
        {
            Layers = model.Layers,
            Copies = point.LayersOnChip,
            CopiesPerDevice = point.LayersOnChip,
            Heads = model.Heads,
            TileRows = point.TileRows,
            RowWords = rowWords,
            HeadWords = headSize / point.Lanes,
            LaneLevels = Levels(point.Lanes),
            HeadLevels = Levels(headSize),
            AttentionInput = Engine(point.AttentionInput, width, 3 * heads),
            AttentionOutput = Engine(point.AttentionOutput, heads, width),
            MlpInput = Engine(point.MlpInput, width, inner),
            MlpOutput = Engine(point.MlpOutput, inner, width),
            Head = Engine(point.Head, width, RoundUp(model.VocabularySize, point.Head.OutputLanes)),
            CacheCyclesPerWord = CyclesPerWord(headSize, point.CacheChannels),
            ParameterCycles = 2 * (rowWords + 1) * CyclesPerWord(8 * point.Lanes, 1),
            ReadLatency = readLatency,
            WriteLatency = Cycles(memory.WriteLatencyNanoseconds),
        };

        RefinedEngine Engine(EnginePoint engine, int inputs, int outputs) => new(
            outputs / engine.OutputLanes, RoundUp(inputs, engine.InputLanes) / engine.InputLanes, 1, engine.OutputLanes / point.Lanes,
            CyclesPerWord(engine.WeightsPerCycle, engine.Channels), readLatency + 2 + engine.PrefetchWords, Levels(engine.InputLanes));

        double CyclesPerWord(double bytes, int channels) =>
            Math.Max(1, bytes * 1e6 * point.ClockMegahertz / (channels * (double)memory.AttainableBytesPerSecondPerChannel));

        double Cycles(double nanoseconds) => Math.Max(1, Math.Ceiling(nanoseconds * point.ClockMegahertz * 1e-3));
    }

    private static int Levels(int lanes) => lanes <= 1 ? 0 : BitOperations.Log2((uint)(lanes - 1)) + 1;

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private static int LeastCommonMultiple(int a, int b) => a / (int)BigInteger.GreatestCommonDivisor(a, b) * b;
}

using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>A linear engine: weight reader, rows, array, requantization and the channels between them.</summary>
internal static class LinearResources
{
    /// <summary>Control of the four processes: counters, guards and addresses of models of some hundred to some thousand columns.</summary>
    private static readonly ResourceVector Control = new(136 + 119 + 66 + 98, 27 + 23 + 28 + 32, 0, 0, 0);

    /// <param name="s">Sizes.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="inputs">Elements of a row that comes in.</param>
    /// <param name="outputBits">Bits of an element that goes out.</param>
    internal static ResourceVector Of(in ResourceShape s, EnginePoint engine, int inputs, int outputBits)
    {
        var (inputLanes, outputLanes) = (engine.InputLanes, engine.OutputLanes);
        var inputWords = LogicRules.Ceiling(inputs, inputLanes);
        var weightBits = inputLanes * outputLanes * s.WeightBits;
        var fetched = s.ReadLatency + 2;
        var sums = s.TileRows * outputLanes;
        var scaleBits = 2 * ResourceShape.Sum * outputLanes;

        // Weights and scales leave the reader through the same registers.
        return Control + new ResourceVector(0, -Math.Min(scaleBits, weightBits), 0, 0, 0)
            + ControlRules.OffChip(weightBits)
            + s.Channel(weightBits, fetched + engine.PrefetchWords)
            + s.Channel(scaleBits, fetched + LogicRules.Ceiling(engine.PrefetchWords, inputWords))
            + s.Buffer(s.Lanes * s.ActivationBits, s.TileRows * inputLanes / s.Lanes, inputWords)
            + Array(s, inputLanes, outputLanes)
            + s.Channel(ResourceShape.Sum * sums, 8 + LogicRules.Levels(inputLanes))
            + Requantize(s, sums, outputLanes, outputBits)
            + s.Channel(s.Lanes * outputBits, 11);
    }

    /// <summary>Products and trees, what brings operands to many slices; weights wait two cycles for the rows' memory; accumulators.</summary>
    private static ResourceVector Array(in ResourceShape s, int inputLanes, int outputLanes)
    {
        var sums = (long)s.TileRows * outputLanes;
        var pairs = LogicRules.Ceiling(outputLanes, 2);
        var cycles = BroadcastRules.Cycles(Math.Max(pairs, s.TileRows), BroadcastRules.FanOut);
        var copies = inputLanes * ((s.TileRows * s.ActivationBits * BroadcastRules.Registers(pairs, BroadcastRules.FanOut, cycles))
            + (outputLanes * s.WeightBits * BroadcastRules.Registers(s.TileRows, BroadcastRules.FanOut, cycles)));
        return new ResourceVector(0, copies, 0, 0, 0) + s.Dots(s.TileRows, outputLanes, inputLanes, s.WeightBits, s.ActivationBits) + new ResourceVector(
            sums * ResourceShape.Sum, (sums * (ResourceShape.Sum + 1)) + (2L * inputLanes * outputLanes * s.WeightBits), 0, 0, 0);
    }

    /// <summary>The sums and scales of a column tile are held and chosen from; a word: bias, product, rounding, clamping.</summary>
    private static ResourceVector Requantize(in ResourceShape s, int sums, int outputLanes, int outputBits)
    {
        const int bits = ResourceShape.Sum;
        const int rounded = 30; // 33 bits by 17, shifted by 20.
        long held = (bits * sums) + (2 * bits * outputLanes);
        var choices = bits * (LogicRules.Multiplexer(sums / s.Lanes) + (2 * LogicRules.Multiplexer(outputLanes / s.Lanes)));
        var tables = choices + LogicRules.Add(bits) + LogicRules.Saturate(rounded, outputBits);
        var registers = (3 * bits) + bits + 1 + ResourceShape.Scale + rounded + outputBits;
        return new ResourceVector(
            held + ((long)s.Lanes * tables), held + ((long)s.Lanes * registers),
            0, 0, 0)
            + ResourceShape.Products(s.Lanes, bits + 1, ResourceShape.Scale + 1, 19);
    }
}

using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>Attention in two operators, each with its cache, or with its buffer of an encoder: queries, keys, scores and softmax; values,
/// their mix and its requantization.</summary>
internal static class AttentionResources
{
    /// <summary>Bits of the address of a word of the caches, about.</summary>
    private const int Address = 20;

    internal static ResourceVector OfScores(in ResourceShape s) =>
        Queries(s) + Stored(s) + Scores(s) + SoftmaxResources.Of(s) + Loops(s, processes: 6);

    internal static ResourceVector OfValues(in ResourceShape s) => Stored(s) + Mix(s) + Requantize(s) + Loops(s, processes: 4);

    /// <summary>Of processes that go through the rows of a tile: the loop over its bands, and multiples of rows that are no power of
    /// two.</summary>
    private static ResourceVector Loops(in ResourceShape s, int processes)
    {
        var tables = (s.Bands > 1 ? 45 : 0) + (Uneven(s.TileRows) ? s.Point.Model.IsEncoder ? 65 : 100 : 0)
            + (s.Bands > 1 && Uneven(s.TileRows / s.Bands) ? 45 : 0);
        return new ResourceVector(processes * tables, 0, 0, 0, 0);

        static bool Uneven(int rows) => !System.Numerics.BitOperations.IsPow2(rows);
    }

    private static ResourceVector Stored(in ResourceShape s) => s.Point.Model.IsEncoder ? Held(s) : Cache(s);

    /// <summary>Heads parted into q, k and v; queries wait for their keys to be stored and loaded again, or to be complete.</summary>
    private static ResourceVector Queries(in ResourceShape s)
    {
        var word = s.Lanes * s.ActivationBits;
        var parts = s.HeadRows * s.HeadSize / s.Lanes;
        var waiting = s.Point.Model.IsEncoder
            ? (s.Point.Model.ContextLength + (2 * s.TileRows)) * s.HeadsWidth / s.Lanes
            : ((s.WriteLatency + s.ReadLatency) / 3) + (s.Bands * parts);
        return new ResourceVector(90 + 118, 24 + 23, 0, 0, 0)
            + s.Channel(word, 2 + waiting) + (2 * s.Channel(word, 2))
            + s.Buffer(word, parts, s.Bands);
    }

    /// <summary>Keys or values: gathered, stored, loaded.</summary>
    private static ResourceVector Cache(in ResourceShape s)
    {
        var word = s.HeadSize * s.ActivationBits;
        return new ResourceVector(109 + 151 + 150, 23 + 58 + 27, 0, 0, 0)
            + s.Buffer(s.Lanes * s.ActivationBits, s.HeadSize / s.Lanes, s.TileRows)
            + (2 * (ControlRules.OffChip(word) + ControlRules.Output(word / 2) + (2 * ControlRules.Output(Address))))
            + s.Channel(1, s.WriteLatency + 4) + s.Channel(word, s.ReadLatency + 2);
    }

    /// <summary>Keys or values of all heads of a pass, in a ping-pong buffer; of the next pass meanwhile.</summary>
    private static ResourceVector Held(in ResourceShape s) =>
        new ResourceVector(180 + 150, 50 + 27, 0, 0, 0)
        + s.Buffer(s.Lanes * s.ActivationBits, s.HeadSize / s.Lanes, s.Point.Model.KeyValueHeads * s.Point.Model.ContextLength)
        + s.Channel(s.HeadSize * s.ActivationBits, 4);

    /// <summary>A key against all rows; it waits two cycles for the queries' memory.</summary>
    private static ResourceVector Scores(in ResourceShape s)
    {
        var bits = s.ActivationBits;
        return new ResourceVector(75, 28 + (2L * s.HeadSize * bits), 0, 0, 0)
            + s.Dots(s.HeadRows, 1, s.HeadSize, bits, bits)
            + s.Channel(s.Score * s.HeadRows, 7 + LogicRules.Levels(s.HeadSize));
    }

    /// <summary>A value by the probabilities of all rows, of 16 bits, unsigned; accumulators.</summary>
    private static ResourceVector Mix(in ResourceShape s)
    {
        var sums = (long)s.HeadRows * s.HeadSize;
        return ResourceShape.Products(sums, 17, s.ActivationBits)
            + new ResourceVector(132 + (sums * ResourceShape.Sum), 27 + (sums * (ResourceShape.Sum + 1)), 0, 0, 0)
            + s.Channel((int)sums * ResourceShape.Sum, 6);
    }

    /// <summary>The sums of a head are held and chosen from; a word: product, rounding, clamping.</summary>
    private static ResourceVector Requantize(in ResourceShape s)
    {
        const int rounded = 29; // 32 bits by 17, shifted by 20.
        var sums = s.HeadRows * s.HeadSize;
        var held = (long)sums * ResourceShape.Sum;
        var tables = (ResourceShape.Sum * LogicRules.Multiplexer(sums / s.Lanes))
            + LogicRules.Saturate(rounded, s.ActivationBits);
        return new ResourceVector(
                held + (s.Lanes * tables) + 130, held + (s.Lanes * (ResourceShape.Sum + rounded + s.ActivationBits)) + 64,
                0, 0, 0)
            + ResourceShape.Products(s.Lanes, ResourceShape.Sum, ResourceShape.Scale + 1, 19)
            + s.Channel(s.Lanes * s.ActivationBits, 10);
    }
}

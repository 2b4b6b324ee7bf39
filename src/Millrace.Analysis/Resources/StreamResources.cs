using Millrace.Hardware;
using Millrace.Hls;

namespace Millrace.Analysis;

/// <summary>What lies in the residual stream beside norms and engines, and the activation function.</summary>
internal static class StreamResources
{
    /// <summary>The stream past attention or feed-forward network, the engine's order undone, the sum of both.</summary>
    /// <param name="s">The sizes.</param>
    /// <param name="bypass">Words that wait beside an encoder's attention for keys that are not complete yet.</param>
    internal static ResourceVector Residual(in ResourceShape s, int bypass)
    {
        var word = ResourceShape.Stream * s.Lanes;
        // Both ways leave through one register.
        var fork = new ResourceVector(76, 22 - word, 0, 0, 0) + s.Channel(word, 2)
            + s.Channel(word, 2 + (((6 * s.TileRows) + 4) * s.RowWords) + bypass);
        var order = new ResourceVector(137 + 124, 23 + 25, 0, 0, 0) + s.Buffer(word, 1, s.TileRows * s.RowWords) + s.Channel(word, 4);
        var sum = new ResourceVector(76 + (2L * word), 24 + (2L * word) + s.Lanes, 0, 0, 0) + s.Channel(word, 4);
        return fork + order + sum;
    }

    /// <summary>An encoder's stream as a linear layer reads it: a product, rounding, clamping.</summary>
    internal static ResourceVector Rescale(in ResourceShape s) =>
        new ResourceVector(90 + (24L * s.Lanes), 130 + (17L * s.Lanes), s.Lanes, 0, 0);

    /// <summary>A table of 4,096 entries, whose address is x with one bit turned over, and a change of scale; a gate is multiplied
    /// in.</summary>
    internal static ResourceVector Activation(in ResourceShape s)
    {
        var lane = new ResourceVector(
            1 + LogicRules.Saturate(13, s.ActivationBits),
            ResourceShape.Inner + 1 + 13 + s.ActivationBits, 1, 0, 0);
        return new ResourceVector(115, 57, 0, 0, 0) + (s.Point.Model.InnerInputs * s.Lanes * lane)
            + MemoryRules.Lookup(16, 4096, s.Lanes) + s.Channel(s.Lanes * s.ActivationBits, 10);
    }

    /// <summary>From the host and back: the rows that pass again wait for the whole context at most.</summary>
    internal static ResourceVector Ends(in ResourceShape s)
    {
        var word = ResourceShape.Stream * s.Lanes;
        // Of one of the channels the register is the host's; an encoder gives the rows as they come.
        var encoder = s.Point.Model.IsEncoder;
        var sum = encoder ? s.Channel(word, 2) : new ResourceVector(49, 18 - word, 0, 0, 0) + (2 * s.Channel(word, 2));
        if (s.Passes > 1)
        {
            // What goes back and what goes on leave through one register.
            sum += new ResourceVector(56 + word + 56, 44 - word, 0, 0, 0) + ((encoder ? 1 : 2) * s.Channel(word, 2))
                + s.Channel(word, 2 + (s.Point.Sequences * s.Point.Model.ContextLength * s.RowWords));
        }

        return sum;
    }
}

using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// Streams a linear engine's weights from off-chip memory, again for every tile of rows: the words of each column tile in the order in
/// which the array wants them, then one word whose first bytes are the biases and multipliers. It runs ahead as far as its channels have
/// room, so that the memory's latency is hidden.
/// </summary>
public static class WeightReader
{
    /// <summary>The process; input a memory of <see cref="LinearShape.WeightWord"/>, outputs weights and scales.</summary>
    public static Process Define(LinearShape s) => Process.Define("weight_reader", p =>
    {
        s.Validate();
        var memory = p.LoadPort("memory", s.WeightWord);
        Stream(s, p, address => memory.Load(address));
    });

    /// <summary>The order of the words, wherever they come from.</summary>
    internal static void Stream(LinearShape s, ProcessBuilder p, Func<IndexExpression, Value> wordAt)
    {
        var weights = p.Out("weights", s.WeightWord);
        var scales = p.Out("scales", s.ScaleWord);

        s.Tiling.Loop(p, (pass, _) =>
        p.Loop("n", s.OutputTiles, n =>
        p.Loop("k", s.TileWords, k =>
        {
            var word = wordAt((((pass * s.OutputTiles) + n) * s.TileWords) + k);
            weights.Write(word, when: !k.IsLast);
            scales.Write(word.Slice(0, 8 * s.OutputLanes).Reinterpret(s.ScaleWord), when: k.IsLast);
        })));
    }
}

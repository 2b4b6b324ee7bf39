using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// Streams a linear engine's weights from off-chip memory, again for every tile of rows: the words of each column tile in the order in
/// which the array wants them, then one word whose first bytes are the biases and multipliers. It runs ahead as far as its channels have
/// room, so that the memory's latency is hidden.
/// </summary>
public static class WeightReader
{
    /// <summary>The process; input a memory of <see cref="LinearShape.MemoryWord"/>, outputs weights and scales.</summary>
    public static Process Define(LinearShape s) => Process.Define("weight_reader", p =>
    {
        s.Validate();
        var memory = p.LoadPort("memory", s.MemoryWord);
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
            weights.Write(Cut(word, s.WeightWord), when: !k.IsLast);
            scales.Write(word.Slice(0, 8 * s.OutputLanes).Reinterpret(s.ScaleWord), when: k.IsLast);
        })));
    }

    // Between widths that do not divide each other a word is seen as bits.
    private static Value Cut(Value word, VectorType type) => word.Type == type ? word
        : (8 % type.Element.Width == 0 ? word : word.Reinterpret(Vec(Bool, type.Bits))).Reinterpret(type);
}

using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// The linear engine: rows are gathered in a ping-pong buffer, multiplied output-stationary by weights that stream past, requantized. Three
/// processes, so that the next tile of rows is gathered and the last column tile requantized while the array works. In: x words in
/// <see cref="LinearShape.InputOrder"/>, weights and scales as <see cref="WeightReader"/> or <see cref="ResidentWeights"/> give them. Out:
/// y words in <see cref="LinearShape.OutputOrder"/>.
/// </summary>
public static class Linear
{
    /// <summary>The engine; inputs x, weights, scales; output y.</summary>
    public static Network Define(LinearShape shape) => Network.Define("linear", n =>
    {
        shape.Validate();
        var rows = n.Add(LinearRows.Define(shape), n.In("x", shape.InputWord));
        var sums = n.Add(LinearArray.Define(shape), rows, n.In("weights", shape.WeightWord));
        n.Out("y", n.Add(Requantize.Define(shape, shape.Tiling.TileRows), sums, n.In("scales", shape.ScaleWord)));
    });

    /// <summary>The engine with weights streamed from off-chip memory; input x, output y.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="memory">The weights of all passes, packed as by <see cref="WeightPacking"/>.</param>
    /// <param name="prefetchWords">Words of weights that can wait on chip, beyond those that hide the memory's latency.</param>
    /// <exception cref="KernelParameterException">The shape is wrong, or the memory too small for it.</exception>
    public static Network Streamed(LinearShape shape, OffChipMemory memory, int prefetchWords = 0) => Network.Define("linear", n =>
    {
        shape.Validate();
        var needed = shape.Tiling.Passes.Maximum * shape.PassWords;
        KernelParameterException.Require(memory.Words >= needed, "linear", "memory", memory.Words, $"at least {needed} words are needed");
        KernelParameterException.Require(prefetchWords >= 0, "linear", "prefetch_words", prefetchWords, "0 is the least");
        var (weights, scales) = n.Add(WeightReader.Define(shape), memory);
        var tilesAhead = (prefetchWords + shape.InputWords - 1) / shape.InputWords;
        n.Out("y", n.Add(Define(shape), n.In("x", shape.InputWord), weights.WithRoom(prefetchWords), scales.WithRoom(tilesAhead)));
    });

    /// <summary>The engine with weights kept on chip; input x, output y.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="words">All weight words of all passes, packed as by <see cref="WeightPacking"/>.</param>
    public static Network Resident(LinearShape shape, sbyte[] words) => Network.Define("linear", n =>
    {
        var (weights, scales) = n.Add(ResidentWeights.Define(shape, words));
        n.Out("y", n.Add(Define(shape), n.In("x", shape.InputWord), weights, scales));
    });
}

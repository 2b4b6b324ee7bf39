using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>
/// A matrix times a vector, bound by the rate at which weights come: every channel of memory feeds a linear engine of its own, with a copy
/// of the vector on chip, and the engines' outputs are collected in turns.
/// </summary>
public static class Gemv
{
    /// <summary>The network; input x, output y in the order of the outputs.</summary>
    /// <param name="s">The shape.</param>
    /// <param name="memories">Weights of each channel, packed as by <see cref="WeightPacking"/>, with <see cref="GemvShape.Output"/> to say
    /// which.</param>
    /// <exception cref="KernelParameterException">The shape is wrong, or the memories are too few or too small for it.</exception>
    public static Network Define(GemvShape s, IReadOnlyList<OffChipMemory> memories) => Network.Define("gemv", n =>
    {
        s.Validate();
        KernelParameterException.Require(
            memories.Count == s.Channels, "gemv", "memories", memories.Count, $"one for each of the {s.Channels} channels is needed");
        var copies = n.Add(Copies(s), n.In("x", s.Channel.InputWord));
        var outputs = memories.Select((memory, c) =>
            (Connection)(Wire)n.Add($"channel_{c}", Linear.Streamed(s.Channel, memory), copies[c]));
        n.Out("y", n.Add(
            Collector.Define(
                Language.Vec(s.Channel.Output, s.Channel.Lanes), s.Channels, s.Channel.OutputOrder.GroupWords,
                s.Channel.Tiling.Passes * s.Channel.OutputTiles),
            outputs.ToArray()));
    });

    private static Process Copies(GemvShape s) => Process.Define("copies", p =>
    {
        var x = p.In("x", s.Channel.InputWord);
        var to = Enumerable.Range(0, s.Channels).Select(c => p.Out($"to_{c}", s.Channel.InputWord)).ToArray();

        p.Loop("pass", s.Channel.Tiling.Passes, _ =>
        p.Loop("word", s.Channel.InputOrder.RowWords, _ =>
        {
            var word = x.Read();
            foreach (var copy in to)
                copy.Write(word);
        }));
    });
}

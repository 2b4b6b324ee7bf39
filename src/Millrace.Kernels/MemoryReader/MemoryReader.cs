using Millrace.Hls;

namespace Millrace.Kernels;

/// <summary>Streams words from off-chip memory, one after the other, as often as asked.</summary>
public static class MemoryReader
{
    /// <summary>The process; input a memory, output its words.</summary>
    /// <param name="word">Type of a word.</param>
    /// <param name="start">First word.</param>
    /// <param name="count">Words of one reading.</param>
    /// <param name="times">Readings of a launch.</param>
    public static Process Define(
        HardwareType word, IndexExpression start, IndexExpression count, IndexExpression times) => Process.Define("memory_reader", p =>
    {
        var memory = p.LoadPort("memory", word);
        var y = p.Out("y", word);

        p.Loop("time", times, _ =>
        p.Loop("i", count, i => y.Write(memory.Load(start + i))));
    });
}

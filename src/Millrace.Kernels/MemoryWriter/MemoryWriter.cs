using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>Stores a stream of words to off-chip memory, one after the other, and says when the last one is safe.</summary>
public static class MemoryWriter
{
    /// <summary>The process; inputs a memory and the words, output one token after the last word is acknowledged.</summary>
    /// <param name="word">Type of a word.</param>
    /// <param name="start">First word.</param>
    /// <param name="count">Words of a launch.</param>
    public static Process Define(HardwareType word, IndexExpression start, IndexExpression count) => Process.Define("memory_writer", p =>
    {
        var memory = p.StorePort("memory", word);
        var x = p.In("x", word);
        var done = p.Out("done", Bool);

        p.Loop("i", count, i => done.Write(memory.Store(start + i, x.Read()), when: i.IsLast));
    });
}

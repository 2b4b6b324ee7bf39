using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class MemoryWriterEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "memory-writer", "Stores a stream of words to off-chip memory.",
        [
            Type("element", "type of an element, of 8, 16, 32 or 64 bits", "int8"),
            Integer("lanes", "elements of a word", 8, 1, 4096),
            Integer("words", "words of the memory", 64, 1, 65535),
            Integer("start", "the first word that is stored", 0, 0, 65535),
            Integer("count", "words that are stored", 48, 0, 65535),
        ],
        v =>
        {
            var word = Vec(v.Type("element"), v.Integer("lanes"));
            Reach.Require("memory-writer", v);
            return (
                Network.Of(
                    MemoryWriter.Define(word, new Argument("start"), new Argument("count")),
                    new OffChipMemory("memory", word, v.Integer("words"), new())),
                new Dictionary<string, long> { ["start"] = v.Long("start"), ["count"] = v.Long("count") });
        });
}

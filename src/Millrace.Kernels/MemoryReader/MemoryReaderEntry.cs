using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class MemoryReaderEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "memory-reader", "Streams words from off-chip memory.",
        [
            Type("element", "type of an element, of 8, 16, 32 or 64 bits", "int8"),
            Integer("lanes", "elements of a word", 8, 1, 4096),
            Integer("words", "words of the memory", 64, 1, 65535),
            Integer("start", "the first word that is read", 0, 0, 65535),
            Integer("count", "words of one reading", 48, 0, 65535),
            Integer("times", "readings", 2, 0, 65535),
        ],
        v =>
        {
            var word = Vec(v.Type("element"), v.Integer("lanes"));
            Reach.Require("memory-reader", v);
            return (
                Network.Of(
                    MemoryReader.Define(word, new Argument("start"), new Argument("count"), new Argument("times")),
                    new OffChipMemory("memory", word, v.Integer("words"), new())),
                new Dictionary<string, long>
                {
                    ["start"] = v.Long("start"),
                    ["count"] = v.Long("count"),
                    ["times"] = v.Long("times"),
                });
        });
}

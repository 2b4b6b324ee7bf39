using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class EmbeddingEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "embedding", "Tokens in, their rows of a table in off-chip memory out.",
        [
            Type("element", "type of an element, of 8, 16, 32 or 64 bits", "int32"),
            Integer("vocabulary", "rows of the table", 100, 0, 1 << 21),
            Integer("columns", "elements of a row, a multiple of lanes", 48, 0, 65536),
            Integer("lanes", "elements of a word", 4, 0, 1024),
            Integer("tokens", "tokens of a launch", 3, 1, 65535),
        ],
        v =>
        {
            var shape = new EmbeddingShape
            {
                Element = v.Type("element"),
                Vocabulary = v.Integer("vocabulary"),
                Columns = v.Integer("columns"),
                Lanes = v.Integer("lanes"),
                Tokens = new Argument("tokens"),
            }.Validate();
            return (
                Network.Of(Embedding.Define(shape), new OffChipMemory("memory", shape.Word, shape.Words, new())),
                new Dictionary<string, long> { ["tokens"] = v.Long("tokens") });
        });
}

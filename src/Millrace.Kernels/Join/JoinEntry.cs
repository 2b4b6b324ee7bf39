using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class JoinEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "join", "Puts the words of two streams side by side.",
        [
            Type("element", "type of an element", "int8"),
            Integer("first_lanes", "lanes of a word of a", 4, 0, 4096),
            Integer("second_lanes", "lanes of a word of b", 2, 0, 4096),
            Integer("words", "words of each in the launch", 16, 0, 65535),
        ],
        v => (
            Network.Of(Join.Define(v.Type("element"), v.Integer("first_lanes"), v.Integer("second_lanes"), new Argument("words"))),
            new Dictionary<string, long> { ["words"] = v.Long("words") }));
}

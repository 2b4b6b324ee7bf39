using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class ResidualAddEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "residual-add", "Adds two streams lane by lane, saturated.",
        [
            Type("element", "type of an element of both streams and of the sum", "int24", 62),
            Integer("lanes", "elements of a word", 4, 0, 4096),
            Integer("words", "words of a launch", 16, 0, 65535),
        ],
        v => (
            Network.Of(ResidualAdd.Define(v.Type("element"), v.Integer("lanes"), new Argument("words"))),
            new Dictionary<string, long> { ["words"] = v.Long("words") }));
}

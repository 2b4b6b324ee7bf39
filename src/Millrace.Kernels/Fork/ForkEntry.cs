using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class ForkEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "fork", "Sends every element two ways.",
        [
            Type("element", "type of an element", "int8"),
            Integer("lanes", "elements of a word", 4, 1, 4096),
            Integer("words", "words of a launch", 16, 0, 65535),
        ],
        v => (
            Network.Of(Fork.Define(Vec(v.Type("element"), v.Integer("lanes")), new Argument("words"))),
            new Dictionary<string, long> { ["words"] = v.Long("words") }));
}

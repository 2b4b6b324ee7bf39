using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class MergeEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "merge", "Merges the rows of two streams: one of the first, one of the second.",
        [
            Type("element", "type of an element", "int8"),
            Integer("lanes", "elements of a word", 4, 1, 4096),
            Integer("first_words", "words of a row of a", 3, 0, 65536),
            Integer("second_words", "words of a row of b", 2, 0, 65536),
            Integer("rows", "rows of each in the launch", 5, 0, 65535),
        ],
        v => (
            Network.Of(Merge.Define(
                Vec(v.Type("element"), v.Integer("lanes")), v.Integer("first_words"), v.Integer("second_words"), new Argument("rows"))),
            new Dictionary<string, long> { ["rows"] = v.Long("rows") }));
}

using Millrace.Hls;
using static Millrace.Hls.Language;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class LastRowsEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "last-rows", "Lets the last rows of a matrix pass and drops the others.",
        [
            Type("element", "type of an element", "int24"),
            Integer("lanes", "elements of a word", 4, 1, 4096),
            Integer("row_words", "words of a row", 4, 0, 65535),
            Integer("rows", "rows that come in", 5, 0, 65535),
            Integer("kept", "rows that go out", 2, 0, 65535),
        ],
        v => (
            Network.Of(LastRows.Define(
                Vec(v.Type("element"), v.Integer("lanes")), v.Integer("row_words"), new Argument("rows"), new Argument("kept"))),
            new Dictionary<string, long> { ["rows"] = v.Long("rows"), ["kept"] = v.Long("kept") }));
}

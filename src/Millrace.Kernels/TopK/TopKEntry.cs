using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class TopKEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "top-k", "The largest scores of each row with their indices, in order.",
        Parameters(Integer("count", "scores that are found", 3, 0, 65)),
        v => (TopK.Define(Shape(v, v.Integer("count"))), new Dictionary<string, long> { ["rows"] = v.Long("rows") }));

    internal static KernelParameter[] Parameters(params KernelParameter[] more) =>
    [
        Type("score", "type of a score", "int16", 41),
        .. more,
        Integer("width", "scores of a row that count", 46, 0, 1 << 21),
        Integer("columns", "scores of a row with padding, a multiple of lanes", 48, 0, 1 << 21),
        Integer("lanes", "scores of a word", 4, 0, 1024),
        Integer("rows", "rows of a launch", 3, 1, 65535),
    ];

    internal static TopKShape Shape(KernelValues v, int count) => new()
    {
        Score = v.Type("score"),
        Count = count,
        Width = v.Integer("width"),
        Columns = v.Integer("columns"),
        Lanes = v.Integer("lanes"),
        Rows = new Argument("rows"),
    };
}

using Millrace.Hls;

namespace Millrace.Kernels;

internal static class ArgMaxEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "argmax", "The largest score of each row and the lowest index that has it.", TopKEntry.Parameters(),
        v => (
            Network.Of(ArgMax.Define(TopKEntry.Shape(v, 1))),
            new Dictionary<string, long> { ["rows"] = v.Long("rows") }));
}

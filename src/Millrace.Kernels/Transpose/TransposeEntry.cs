using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class TransposeEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "transpose", "Turns blocks of rows into blocks of columns.",
        [
            Type("element", "type of an element", "int8"),
            Integer("rows", "rows of a block, a multiple of lanes", 4, 0, 65536),
            Integer("columns", "columns of a block, a multiple of lanes", 6, 0, 65536),
            Integer("lanes", "elements of a word", 2, 0, 64),
            Integer("blocks", "blocks of the launch", 3, 0, 65535),
        ],
        v => (
            Transpose.Define(v.Type("element"), v.Integer("rows"), v.Integer("columns"), v.Integer("lanes"), new Argument("blocks")),
            new Dictionary<string, long> { ["blocks"] = v.Long("blocks") }));
}

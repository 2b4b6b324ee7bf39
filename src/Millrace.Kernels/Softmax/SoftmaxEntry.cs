using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class SoftmaxEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "softmax", "Softmax of integer scores in base 2, several rows side by side.",
        Parameters(shift: 12, rows: 2), v => (Softmax.Define(Shape(v)), Launch(v)));

    internal static KernelParameter[] Parameters(int shift, int rows) =>
    [
        Type("score", "type of a score", "int21"),
        Integer("rows", "rows side by side", rows, 0, 256),
        Integer("longest", "columns of the longest row", 16, 0, 65536),
        Integer("shift", "shift of the score multipliers", shift, 0, 63),
        Type("output", "type of a probability", "uint16", 16),
        Integer("groups", "groups of rows in a launch", 3, 0, 65535),
        Integer("columns", "columns of a row in the launch", 11, 1, 65535),
    ];

    internal static SoftmaxShape Shape(KernelValues v) => new(
        v.Type("score"), v.Integer("rows"), v.Integer("longest"), v.Integer("shift"),
        Softmax.Plain(new Argument("groups"), new Argument("columns", v.Integer("longest"))))
    { Output = v.Type("output") };

    internal static Dictionary<string, long> Launch(KernelValues v) =>
        new() { ["groups"] = v.Long("groups"), ["columns"] = v.Long("columns") };
}

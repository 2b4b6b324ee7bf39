using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class MatmulEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "matmul", "The product of two matrices of activations, one of them held in a ping-pong buffer.",
        [
            Integer("heads", "products of a launch, one after the other", 2, 1, 1024),
            Integer("rows", "rows of a", 5, 1, 65535),
            Integer("inner", "columns of a and rows of b, a multiple of inner_lanes", 8, 0, 1 << 17),
            Integer("columns", "columns of b, a multiple of column_lanes", 6, 0, 1 << 17),
            Choice("transposed", "whether b comes column after column, as keys do", "yes", "yes", "no"),
            Integer("lanes", "elements of a word of a, b and y", 2, 0, 1024),
            Integer("inner_lanes", "products of a sum in a cycle, a multiple of lanes", 4, 0, 1024),
            Integer("column_lanes", "columns at a time, a multiple of lanes", 2, 0, 1024),
            Integer("tile_rows", "rows at a time", 2, 0, 256),
            Type("left", "type of an element of a", "int8"),
            Type("right", "type of an element of b", "int8"),
            Type("output", "type of an element of y", "int8"),
            Integer("shift", "shift of the multipliers, one a head", 12, 0, 63),
        ],
        v => (Matmul.Define(new MatmulShape
        {
            Inner = v.Integer("inner"),
            Columns = v.Integer("columns"),
            Transposed = v["transposed"] == "yes",
            Lanes = v.Integer("lanes"),
            InnerLanes = v.Integer("inner_lanes"),
            ColumnLanes = v.Integer("column_lanes"),
            Tiling = new(v.Integer("heads"), new Argument("rows", minimum: 1), v.Integer("tile_rows")),
            Left = v.Type("left"),
            Right = v.Type("right"),
            Output = v.Type("output"),
            Shift = v.Integer("shift"),
        }), LinearEntry.Launch(v)));
}

using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class ReorderEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "reorder", "Brings words from groups of columns of a tile of rows into row after row.",
        [
            Type("element", "type of an element", "int24"),
            Integer("columns", "columns of a row, a multiple of group_columns", 12, 0, 65536),
            Integer("group_columns", "columns of a group, a multiple of lanes", 4, 0, 65536),
            Integer("lanes", "elements of a word", 2, 0, 4096),
            Integer("tile_rows", "rows of a tile", 3, 0, 256),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("rows", "rows of a pass", 5, 1, 65535),
        ],
        v => (
            Reorder.ToRows(
                v.Type("element"), new(v.Integer("columns"), v.Integer("group_columns"), v.Integer("lanes")),
                new(v.Integer("passes"), new Argument("rows", minimum: 1), v.Integer("tile_rows"))),
            new Dictionary<string, long> { ["rows"] = v.Long("rows") }));
}

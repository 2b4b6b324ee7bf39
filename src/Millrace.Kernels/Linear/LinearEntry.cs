using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class LinearEntry
{
    /// <summary>What each form of the engine is asked for with.</summary>
    internal static IReadOnlyList<KernelParameter> Parameters { get; } =
    [
        Integer("inputs", "inputs with padding, a multiple of input_lanes", 24, 0, 1 << 17),
        Integer("outputs", "outputs with padding, a multiple of output_lanes", 8, 0, 1 << 20),
        Integer("columns", "columns that the stream brings, a multiple of group_columns", 24, 0, 1 << 17),
        Integer("group_columns", "columns of a group of the words that come in, a multiple of lanes", 8, 0, 1 << 17),
        Integer("lanes", "elements of a word of x and y", 4, 0, 1024),
        Integer("input_lanes", "inputs multiplied in a cycle, a multiple of lanes", 8, 0, 1024),
        Integer("output_lanes", "outputs accumulated at a time, a multiple of lanes", 4, 0, 1024),
        Integer("tile_rows", "rows that share each weight", 2, 0, 256),
        Integer("passes", "passes of a launch", 1, 1, 1024),
        Type("input", "type of an activation, int4 to int16", "int8", 16),
        Type("weight", "type of a weight, int2 to int8", "int8", 8),
        Type("output", "type of an output", "int8"),
        Integer("shift", "shift of the multipliers", 12, 0, 63),
        Integer("rows", "rows of a pass", 5, 1, 65535),
    ];

    internal static CatalogueKernel Kernel { get; } = new(
        "linear", "The linear engine: weights and scales come as streams.", Parameters, v => (Linear.Define(Shape(v)), Launch(v)));

    internal static LinearShape Shape(KernelValues v) => new LinearShape
    {
        Inputs = v.Integer("inputs"),
        Outputs = v.Integer("outputs"),
        InputOrder = new(v.Integer("columns"), v.Integer("group_columns"), v.Integer("lanes")),
        InputLanes = v.Integer("input_lanes"),
        OutputLanes = v.Integer("output_lanes"),
        Tiling = new(v.Integer("passes"), new Argument("rows", minimum: 1), v.Integer("tile_rows")),
        Input = v.Type("input"),
        Weight = v.Type("weight"),
        Output = v.Type("output"),
        Shift = v.Integer("shift"),
    }.Validate();

    internal static OffChipMemory Memory(LinearShape shape) =>
        new("weight_memory", shape.MemoryWord, shape.Tiling.Passes.Maximum * shape.PassWords, new());

    internal static Dictionary<string, long> Launch(KernelValues v) => new() { ["rows"] = v.Long("rows") };
}

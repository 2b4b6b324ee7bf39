using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class SystolicEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "systolic", "The linear engine as an output-stationary systolic array; weights and scales come as streams.",
        [
            Integer("width", "inputs, a multiple of depth", 24, 0, 1 << 16),
            Integer("outputs", "outputs, a multiple of array_columns", 8, 0, 1 << 20),
            Integer("array_rows", "rows of the array, that share each weight", 2, 0, 256),
            Integer("array_columns", "outputs of the array, a multiple of element_outputs", 4, 0, 256),
            Integer("element_outputs", "outputs of an element", 2, 0, 256),
            Integer("depth", "products of an output in a cycle, a multiple of lanes", 1, 0, 1024),
            Integer("lanes", "elements of a word of x and y", 1, 0, 1024),
            Type("input", "type of an activation, int4 to int16", "int8", 16),
            Type("weight", "type of a weight, int2 to int8", "int8", 8),
            Type("output", "type of an output", "int8"),
            Integer("shift", "shift of the multipliers", 12, 0, 63),
            Integer("rows", "rows of the launch", 5, 1, 65535),
        ],
        v => (Systolic.Define(new(
            new LinearShape
            {
                Inputs = v.Integer("width"),
                Outputs = v.Integer("outputs"),
                InputOrder = BlockOrder.RowMajor(v.Integer("width"), v.Integer("lanes")),
                InputLanes = v.Integer("depth"),
                OutputLanes = v.Integer("array_columns"),
                Tiling = new(1, new Argument("rows", minimum: 1), v.Integer("array_rows")),
                Input = v.Type("input"),
                Weight = v.Type("weight"),
                Output = v.Type("output"),
                Shift = v.Integer("shift"),
            },
            v.Integer("element_outputs"))), LinearEntry.Launch(v)));
}

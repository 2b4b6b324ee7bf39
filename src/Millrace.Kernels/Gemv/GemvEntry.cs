using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class GemvEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "gemv", "A matrix times a vector, its weights streamed from several channels of memory.",
        [
            Integer("inputs", "inputs, a multiple of input_lanes", 32, 0, 1 << 16),
            Integer("outputs", "outputs, a multiple of channels and output_lanes", 16, 0, 1 << 20),
            Integer("channels", "channels of memory", 2, 1, 64),
            Integer("lanes", "elements of a word of x and y", 2, 0, 1024),
            Integer("input_lanes", "inputs multiplied in a cycle and channel, a multiple of lanes", 8, 0, 1024),
            Integer("output_lanes", "outputs side by side in a word of weights, a multiple of lanes", 4, 0, 1024),
            Type("input", "type of an activation, int4 to int16", "int8", 16),
            Type("weight", "type of a weight, int2 to int8", "int8", 8),
            Type("output", "type of an output", "int8"),
            Integer("shift", "shift of the multipliers", 12, 0, 63),
            Integer("passes", "vectors of a launch, each with a matrix of its own", 1, 1, 1024),
        ],
        v =>
        {
            var channels = v.Integer("channels");
            KernelParameterException.Require(
                v.Integer("outputs") % channels == 0, "gemv", "outputs", v.Integer("outputs"),
                $"a multiple of the {channels} channels is needed");
            var shape = new GemvShape(
                new LinearShape
                {
                    Inputs = v.Integer("inputs"),
                    Outputs = v.Integer("outputs") / channels,
                    InputOrder = BlockOrder.RowMajor(v.Integer("inputs"), v.Integer("lanes")),
                    InputLanes = v.Integer("input_lanes"),
                    OutputLanes = v.Integer("output_lanes"),
                    Tiling = new(new Argument("passes", v.Integer("passes"), 1), 1, 1),
                    Input = v.Type("input"),
                    Weight = v.Type("weight"),
                    Output = v.Type("output"),
                    Shift = v.Integer("shift"),
                },
                channels).Validate();
            return (Gemv.Define(shape, Memories(shape)), new Dictionary<string, long> { ["passes"] = v.Long("passes") });
        });

    private static OffChipMemory[] Memories(GemvShape shape) =>
    [
        .. Enumerable.Range(0, shape.Channels).Select(c => new OffChipMemory(
            $"weights_{c}", shape.Channel.MemoryWord, shape.Channel.Tiling.Passes.Maximum * shape.Channel.PassWords, new())),
    ];
}

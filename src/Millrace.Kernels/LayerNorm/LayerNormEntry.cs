using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class LayerNormEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "layer-norm", "LayerNorm in integers, behind the reader of its gains and offsets.",
        [
            Integer("width", "elements of a row that count", 12, 0, 8193),
            Integer("columns", "elements of a row with padding, a multiple of lanes", 12, 0, 8192),
            Integer("lanes", "elements of a word", 4, 0, 1024),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("epsilon", "epsilon times width, in squared units of x", 5, 0, long.MaxValue),
            Integer("shift", "shift of gains and offsets", 18, 0, 64),
            Integer("rows", "rows of a pass", 3, 1, 65535),
        ],
        v =>
        {
            var shape = new LayerNormShape
            {
                Width = v.Integer("width"),
                Columns = v.Integer("columns"),
                Lanes = v.Integer("lanes"),
                Passes = v.Integer("passes"),
                Rows = new Argument("rows"),
                Epsilon = v.Long("epsilon"),
                Shift = v.Integer("shift"),
            }.Validate();
            var memory = new OffChipMemory(
                "parameters", shape.ParameterWord, v.Long("passes") * NormParameters.SegmentWords(shape), new());
            return (
                Network.Define("norm", n =>
                {
                    var parameters = n.Add(NormParameters.Define(shape, 1), memory);
                    n.Out("y", n.Add(LayerNorm.Define(shape), n.In("x", shape.InputWord), parameters["norm_1"]));
                }),
                new Dictionary<string, long> { ["rows"] = v.Long("rows") });
        });
}

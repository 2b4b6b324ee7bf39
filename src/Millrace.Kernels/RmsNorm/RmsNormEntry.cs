using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class RmsNormEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "rms-norm", "RMSNorm in integers, behind the reader of its gains.",
        [
            Integer("columns", "elements of a row with padding, a multiple of lanes", 12, 0, 8193),
            Integer("lanes", "elements of a word", 4, 0, 1024),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("epsilon", "epsilon times the elements of a row, in squared units of x", 5, 0, long.MaxValue),
            Integer("shift", "shift of the gains", 18, 0, 64),
            Type("output", "type of an element that goes out", "int8", 17),
            Integer("rows", "rows of a pass", 3, 1, 65535),
        ],
        v =>
        {
            var shape = new RmsNormShape
            {
                Columns = v.Integer("columns"),
                Lanes = v.Integer("lanes"),
                Passes = v.Integer("passes"),
                Rows = new Argument("rows"),
                Epsilon = v.Long("epsilon"),
                Shift = v.Integer("shift"),
                Output = v.Type("output"),
            }.Validate();
            var memory = new OffChipMemory("gains", shape.MemoryWord, v.Long("passes") * shape.RowWords, new());
            return (
                Network.Define("norm", n =>
                {
                    var gains = n.Add(RmsNorm.Gains(shape), memory);
                    n.Out("y", n.Add(RmsNorm.Define(shape), n.In("x", shape.InputWord), gains["gains"]));
                }),
                new Dictionary<string, long> { ["rows"] = v.Long("rows") });
        });
}

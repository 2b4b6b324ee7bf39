using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class QuantizeEntry
{
    internal static CatalogueKernel Quantize { get; } = new(
        "quantize", "Fixed point to integers of a scale.", Parameters(16),
        v => (Network.Of(Kernels.Quantize.Define(Shape(v))), Launch(v)));

    internal static CatalogueKernel Dequantize { get; } = new(
        "dequantize", "Integers of a scale to fixed point.", Parameters(8),
        v => (Network.Of(Kernels.Dequantize.Define(Shape(v))), Launch(v)));

    private static KernelParameter[] Parameters(int shift) =>
    [
        Integer("real_bits", "bits of a fixed-point number", 16, 1, 41),
        Integer("real_fraction", "fraction bits among them", 10, -64, 64),
        Type("integer", "type of an integer", "int8", 41),
        Integer("shift", "shift of the multipliers", shift, 0, 63),
        Integer("lanes", "elements of a word", 4, 0, 1024),
        Integer("passes", "passes of a launch", 1, 1, 1024),
        Integer("words", "words of a pass", 16, 1, 65535),
    ];

    private static QuantizeShape Shape(KernelValues v) => new()
    {
        Real = Language.Fixed(v.Integer("real_bits"), v.Integer("real_fraction")),
        Integer = v.Type("integer"),
        Shift = v.Integer("shift"),
        Lanes = v.Integer("lanes"),
        Passes = v.Integer("passes"),
        Words = new Argument("words"),
    };

    private static Dictionary<string, long> Launch(KernelValues v) => new() { ["words"] = v.Long("words") };
}

using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class GatedProductEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "gated-product", "An activation function of one stream times another, then a change of scale.",
        [
            Choice("function", "what the table holds", "silu", [.. ActivationCurve.Names]),
            Type("gate", "type of a gate; the table has an entry for each value, from -6 to 6", "int12", 16),
            Type("up", "type of what the gate lets through", "int8", 16),
            Type("output", "type of the product that goes out", "int8", 16),
            Integer("shift", "shift of the multipliers", 28, 0, 63),
            Integer("lanes", "elements of a word", 2, 0, 1024),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("words", "words of a pass", 16, 1, 65535),
        ],
        v =>
        {
            var shape = new GatedProductShape
            {
                Gate = v.Type("gate"),
                Up = v.Type("up"),
                Output = v.Type("output"),
                Shift = v.Integer("shift"),
                Lanes = v.Integer("lanes"),
                Passes = v.Integer("passes"),
                Words = new Argument("words"),
            }.Validate();
            var (scale, entry) = (6.0 / shape.Gate.MaxValue, GatedProductShape.Entry);
            var table = ActivationCurve.Table(
                v["function"], shape.Gate, scale, entry, ActivationCurve.Scale(v["function"], shape.Gate, scale, entry));
            return (
                Network.Of(GatedProduct.Define(shape, table)),
                new Dictionary<string, long> { ["words"] = v.Long("words") });
        });
}

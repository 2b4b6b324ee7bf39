using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class ActivationEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "activation", "An activation function from a table, then a change of scale.",
        [
            Choice("function", "what the table holds", "gelu_tanh", [.. ActivationCurve.Names]),
            Type("input", "type of x; the table has an entry for each value, from -6 to 6", "int12", 16),
            Type("output", "type of y", "int8", 16),
            Choice("table", "scaled: 16 bits and a multiplier a pass; exact: y itself", "scaled", "scaled", "exact"),
            Integer("shift", "shift of the multipliers, where there are any", 20, 0, 63),
            Integer("lanes", "elements of a word", 2, 0, 1024),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("words", "words of a pass", 16, 1, 65535),
        ],
        v =>
        {
            var shape = new ActivationShape
            {
                Input = v.Type("input"),
                Output = v.Type("output"),
                Shift = v["table"] == "scaled" ? v.Integer("shift") : null,
                Lanes = v.Integer("lanes"),
                Passes = v.Integer("passes"),
                Words = new Argument("words"),
            }.Validate();
            var scale = 6.0 / shape.Input.MaxValue;
            var table = ActivationCurve.Table(
                v["function"], shape.Input, scale, shape.Entry, ActivationCurve.Scale(v["function"], shape.Input, scale, shape.Entry));
            return (
                Network.Of(Activation.Define(shape, table)),
                new Dictionary<string, long> { ["words"] = v.Long("words") });
        });
}

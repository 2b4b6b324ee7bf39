using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class ActivationEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "activation", "An activation function from a table, then a change of scale.",
        [
            Choice("function", "what the table holds", "gelu_tanh", "gelu_tanh", "relu", "silu"),
            Integer("shift", "shift of the multipliers", 20, 0, 63),
            Integer("lanes", "elements of a word", 2, 0, 1024),
            Integer("passes", "passes of a launch", 1, 1, 1024),
            Integer("words", "words of a pass", 16, 1, 65535),
        ],
        v => (
            Network.Of(Activation.Define(
                Table(v["function"]), v.Integer("shift"), v.Integer("lanes"), v.Integer("passes"), new Argument("words"))),
            new Dictionary<string, long> { ["words"] = v.Long("words") }));

    /// <summary>The function from -6 to 6, its largest value 32767.</summary>
    private static short[] Table(string function)
    {
        var values = Enumerable.Range(-2048, 4096).Select(i => Of(function, i * 6.0 / 2047)).ToArray();
        var largest = values.Max(Math.Abs);
        return [.. values.Select(y => (short)Math.Floor((y / largest * 32767) + 0.5))];
    }

    private static double Of(string function, double x) => function switch
    {
        "relu" => Math.Max(0, x),
        "silu" => x / (1 + Math.Exp(-x)),
        _ => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
    };
}

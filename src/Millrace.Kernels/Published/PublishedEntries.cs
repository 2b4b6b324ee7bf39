using System.Globalization;
using Millrace.Hls;
using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

/// <summary>
/// The five kernels of the paper's library in the words of its generator: heads, length, width, width of the feed-forward layer, shape of
/// the array, types. Each is a kernel of the catalogue, whose parameters follow.
/// </summary>
internal static class PublishedEntries
{
    private static readonly KernelParameter Heads = Integer("heads", "heads", 2, 1, 1024);
    private static readonly KernelParameter Length = Integer("length", "tokens", 6, 1, 1024);
    private static readonly KernelParameter Width = Integer("width", "elements of a token, of all heads", 16, 1, 65536);
    private static readonly KernelParameter FeedForwardWidth =
        Integer("ffn_width", "elements of a token in the feed-forward layer", 8, 1, 1 << 17);

    private static readonly KernelParameter ArrayRows = Integer("array_rows", "rows of the array", 2, 1, 256);
    private static readonly KernelParameter ArrayColumns = Integer("array_columns", "columns of the array", 2, 1, 256);
    private static readonly KernelParameter Depth = Integer("depth", "products of a sum in a cycle, a multiple of lanes", 2, 1, 256);
    private static readonly KernelParameter Lanes = Integer("lanes", "elements of a word", 2, 1, 1024);
    private static readonly KernelParameter Shift = Integer("shift", "shift of the multipliers", 12, 0, 63);
    private static readonly KernelParameter ActivationType = Type("type", "type of an activation, int4 to int16", "int8", 16);
    private static readonly KernelParameter WeightType = Type("weight", "type of a weight, int2 to int8", "int8", 8);

    internal static CatalogueKernel Gelu { get; } = new(
        "published-gelu", "GELU of length x ffn_width: activation, a token a pass.", [Length, FeedForwardWidth, Lanes],
        v => Of(
            ActivationEntry.Kernel, ("lanes", v["lanes"]), ("passes", v["length"]),
            ("words", Parts("published-gelu", v, "ffn_width", v.Long("ffn_width"), "lanes"))));

    internal static CatalogueKernel GemmOfActivations { get; } = new(
        "published-gemm-activations", "Q K^T or P V of all heads: matmul.",
        [
            Heads, Length, Width, Choice("product", "Q K^T gives scores, P V mixes values", "scores", "scores", "values"),
            ArrayRows, ArrayColumns, Depth, Lanes, ActivationType, Shift,
        ],
        v =>
        {
            var (size, scores) = (Parts("published-gemm-activations", v, "width", v.Long("width"), "heads"), v["product"] == "scores");
            return Of(
                MatmulEntry.Kernel, ("heads", v["heads"]), ("rows", v["length"]), ("inner", scores ? size : v["length"]),
                ("columns", scores ? v["length"] : size), ("transposed", scores ? "yes" : "no"), ("tile_rows", v["array_rows"]),
                ("column_lanes", v["array_columns"]), ("inner_lanes", v["depth"]), ("lanes", v["lanes"]), ("left", v["type"]),
                ("right", v["type"]), ("shift", v["shift"]));
        });

    internal static CatalogueKernel GemmOfWeights { get; } = new(
        "published-gemm-weights", "Length x width by width x ffn_width: systolic.",
        [Length, Width, FeedForwardWidth, ArrayRows, ArrayColumns, Depth, Lanes, ActivationType, WeightType, Shift],
        v => Of(
            SystolicEntry.Kernel, ("rows", v["length"]), ("width", v["width"]), ("outputs", v["ffn_width"]),
            ("array_rows", v["array_rows"]), ("array_columns", v["array_columns"]),
            ("element_outputs", v.Long("array_columns") % 2 == 0 ? "2" : "1"), ("depth", v["depth"]), ("lanes", v["lanes"]), ("input", v["type"]), ("weight", v["weight"]), ("shift", v["shift"])));

    internal static CatalogueKernel LayerNorm { get; } = new(
        "published-layer-norm", "LayerNorm of length x width: layer-norm.", [Length, Width, Lanes],
        v => Of(LayerNormEntry.Kernel, ("rows", v["length"]), ("width", v["width"]), ("columns", v["width"]), ("lanes", v["lanes"])));

    internal static CatalogueKernel Softmax { get; } = new(
        "published-softmax", "Softmax of heads x length x length: softmax, some rows side by side.",
        [Heads, Length, ArrayRows with { Meaning = "rows side by side" }, Type("score", "type of a score", "int16", 40), Shift],
        v => Of(
            SoftmaxEntry.Kernel,
            ("groups", Parts("published-softmax", v, "length", v.Long("heads") * v.Long("length"), "array_rows")), ("columns", v["length"]),
            ("longest", v["length"]), ("rows", v["array_rows"]), ("score", v["score"]), ("shift", v["shift"])));

    private static (Network Network, IReadOnlyDictionary<string, long> Launch) Of(
        CatalogueKernel kernel, params (string Name, string Value)[] given) =>
        kernel.Define(new KernelValues(kernel, given.ToDictionary(g => g.Name, g => g.Value)));

    /// <summary>What one of some equal parts has; the parameter is to blame if there are no such parts.</summary>
    private static string Parts(string kernel, KernelValues v, string parameter, long whole, string parts)
    {
        KernelParameterException.Require(
            whole % v.Long(parts) == 0, kernel, parameter, v.Long(parameter),
            FormattableString.Invariant($"{whole} elements or rows are not a multiple of '{parts}', {v[parts]}"));
        return (whole / v.Long(parts)).ToString(CultureInfo.InvariantCulture);
    }
}

using Millrace.Hls;

namespace Millrace.Kernels;

internal static class RequantizeEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "requantize", "Bias, multiplier, shift and saturation of a linear engine's sums.", LinearEntry.Parameters,
        v => (Network.Of(Requantize.Define(LinearEntry.Shape(v), v.Integer("tile_rows"))), LinearEntry.Launch(v)));
}

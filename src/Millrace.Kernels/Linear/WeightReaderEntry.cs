using Millrace.Hls;

namespace Millrace.Kernels;

internal static class WeightReaderEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "weight-reader", "Streams a linear engine's weights and scales from off-chip memory.", LinearEntry.Parameters,
        v =>
        {
            var shape = LinearEntry.Shape(v);
            return (Network.Of(WeightReader.Define(shape), LinearEntry.Memory(shape)), LinearEntry.Launch(v));
        });
}

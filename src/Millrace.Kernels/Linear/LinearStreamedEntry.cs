using static Millrace.Kernels.KernelParameter;

namespace Millrace.Kernels;

internal static class LinearStreamedEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "linear-streamed", "The linear engine with weights streamed from off-chip memory.",
        [
            .. LinearEntry.Parameters,
            Integer("prefetch_words", "words of weights that can wait on chip, beyond those that hide latency", 0, 0, 1 << 20),
        ],
        v =>
        {
            var shape = LinearEntry.Shape(v);
            return (Linear.Streamed(shape, LinearEntry.Memory(shape), v.Integer("prefetch_words")), LinearEntry.Launch(v));
        });
}

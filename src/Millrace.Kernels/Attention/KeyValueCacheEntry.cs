namespace Millrace.Kernels;

internal static class KeyValueCacheEntry
{
    internal static CatalogueKernel Kernel { get; } = new(
        "key-value-cache", "One half of the KV cache: new rows are stored, all that a tile sees is loaded.",
        AttentionEntry.Cache,
        v =>
        {
            var shape = AttentionEntry.Shape(v, 0, 0);
            return (KeyValueCache.Define(shape, AttentionEntry.Memory("cache", shape)), AttentionEntry.Launch(v));
        });
}

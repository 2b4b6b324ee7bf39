namespace Millrace.Kernels;

/// <summary>
/// Every kernel of the library by name, each with parameters that make it runnable by itself. A kernel is added with an
/// <c>...Entry</c> in its folder and a line here.
/// </summary>
public static class KernelCatalogue
{
    /// <summary>All kernels, in alphabetical order.</summary>
    public static IReadOnlyList<CatalogueKernel> All { get; } =
    [
        ActivationEntry.Kernel,
        ArgMaxEntry.Kernel,
        AttentionEntry.Kernel,
        BidirectionalAttentionEntry.Kernel,
        CollectorEntry.Kernel,
        QuantizeEntry.Dequantize,
        DistributorEntry.Kernel,
        EmbeddingEntry.Kernel,
        ForkEntry.Kernel,
        GatedProductEntry.Kernel,
        GemvEntry.Kernel,
        JoinEntry.Kernel,
        KeyValueCacheEntry.Kernel,
        LastRowsEntry.Kernel,
        LayerNormEntry.Kernel,
        LinearEntry.Kernel,
        LinearResidentEntry.Kernel,
        LinearStreamedEntry.Kernel,
        MatmulEntry.Kernel,
        MemoryReaderEntry.Kernel,
        MemoryWriterEntry.Kernel,
        MergeEntry.Kernel,
        OnlineSoftmaxEntry.Kernel,
        PublishedEntries.Gelu,
        PublishedEntries.GemmOfActivations,
        PublishedEntries.GemmOfWeights,
        PublishedEntries.LayerNorm,
        PublishedEntries.Softmax,
        QuantizeEntry.Quantize,
        ReorderEntry.Kernel,
        RequantizeEntry.Kernel,
        ResidualAddEntry.Kernel,
        RmsNormEntry.Kernel,
        RopeEntry.Kernel,
        SoftmaxEntry.Kernel,
        SystolicEntry.Kernel,
        TopKEntry.Kernel,
        TransposeEntry.Kernel,
        WeightReaderEntry.Kernel,
        WidthConverterEntry.Kernel,
    ];

    /// <summary>The kernel of a name.</summary>
    /// <exception cref="KernelCatalogueException">There is none.</exception>
    public static CatalogueKernel Find(string name) => All.FirstOrDefault(k => k.Name == name) ?? throw new KernelCatalogueException(
        $"there is no kernel \"{name}\"; the nearest names are {string.Join(", ", NearestNames.To(name, All.Select(k => k.Name)))}.");
}

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
        AttentionEntry.Kernel,
        BidirectionalAttentionEntry.Kernel,
        CollectorEntry.Kernel,
        DistributorEntry.Kernel,
        ForkEntry.Kernel,
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
        PublishedEntries.Gelu,
        PublishedEntries.GemmOfActivations,
        PublishedEntries.GemmOfWeights,
        PublishedEntries.LayerNorm,
        PublishedEntries.Softmax,
        ReorderEntry.Kernel,
        RequantizeEntry.Kernel,
        ResidualAddEntry.Kernel,
        SoftmaxEntry.Kernel,
        SystolicEntry.Kernel,
        TransposeEntry.Kernel,
        WeightReaderEntry.Kernel,
        WidthConverterEntry.Kernel,
    ];

    /// <summary>The kernel of a name.</summary>
    /// <exception cref="KernelCatalogueException">There is none.</exception>
    public static CatalogueKernel Find(string name) => All.FirstOrDefault(k => k.Name == name) ?? throw new KernelCatalogueException(
        $"there is no kernel \"{name}\"; the nearest names are {string.Join(", ", NearestNames.To(name, All.Select(k => k.Name)))}.");
}

namespace Millrace.Analysis;

/// <summary>How a GPU is driven.</summary>
public enum GpuRuntime
{
    /// <summary>
    /// The host launches every kernel of every token, as PyTorch does without compilation; what most publications measure.
    /// </summary>
    Eager,

    /// <summary>The kernels of a token are recorded once and replayed as one graph: nothing waits for the host.</summary>
    Graph,
}

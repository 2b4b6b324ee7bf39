namespace Millrace.Analysis;

/// <summary>What the time of a pass over a GPU is made of, most of all.</summary>
public enum GpuBinding
{
    /// <summary>The host, which launches the kernels one by one more slowly than the GPU runs them.</summary>
    Launch,

    /// <summary>The kernels' own beginning and end: each waits for the one before to drain.</summary>
    Dependency,

    /// <summary>The bandwidth of the memory.</summary>
    Bandwidth,

    /// <summary>The multipliers.</summary>
    Compute,
}

namespace Millrace.Hls;

/// <summary>What a <see cref="ResourceItem"/> stands for.</summary>
public enum ResourceKind
{
    /// <summary>The data path and control of a process.</summary>
    Process,

    /// <summary>A memory or table inside a process.</summary>
    Memory,

    /// <summary>A channel.</summary>
    Channel,

    /// <summary>A ping-pong buffer.</summary>
    Buffer,

    /// <summary>A port of an off-chip memory.</summary>
    OffChip,
}

/// <summary>The resources of one thing in a design.</summary>
/// <param name="Path">Its path: the process's, followed by the name of the port, memory or table.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Use">What it takes.</param>
public sealed record ResourceItem(string Path, ResourceKind Kind, ResourceUse Use);

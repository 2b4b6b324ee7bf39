namespace Millrace.Hls;

/// <summary>What moves through a channel of a <see cref="Design"/>.</summary>
public enum ChannelRole
{
    /// <summary>Elements.</summary>
    Data,

    /// <summary>Blocks of a ping-pong buffer on their way to the reader.</summary>
    FullBlocks,

    /// <summary>Free blocks of a ping-pong buffer on their way back to the writer.</summary>
    FreeBlocks,
}

/// <summary>A channel of an elaborated design: one writer, one reader, a depth, and the latencies of the contract.</summary>
public sealed record Channel
{
    /// <summary>Its place in the list of the design's channels.</summary>
    public required int Number { get; init; }

    /// <summary>Path of the writing port, or the name of the network's input.</summary>
    public required string Name { get; init; }

    /// <summary>Elements, or blocks of a ping-pong buffer.</summary>
    public required ChannelRole Role { get; init; }

    /// <summary>Type of an element; of a word, for a ping-pong buffer.</summary>
    public required HardwareType Type { get; init; }

    /// <summary>Separately writable parts of a word of a ping-pong buffer; 1 of a channel of elements.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Elements it holds (D).</summary>
    public required int Depth { get; init; }

    /// <summary>The depth that keeps a steady stream at full rate: (L + a + b) / II of the writer, rounded up, with L the latency of its
    /// slowest output.</summary>
    public required int SteadyDepth { get; init; }

    /// <summary>Cycles from a write to the earliest read (a).</summary>
    public int Latency { get; init; } = 1;

    /// <summary>Cycles from a read until its place is free again (b).</summary>
    public int CreditLatency { get; init; } = 1;

    /// <summary>Elements that are there before the first firing: the free blocks of a buffer.</summary>
    public int Initial { get; init; }

    /// <summary>The writing process, or null for an input of the network.</summary>
    public string? Writer { get; init; }

    /// <summary>The reading process, or null for an output of the network.</summary>
    public string? Reader { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

namespace Millrace.Hls;

/// <summary>A channel or ping-pong buffer seen from inside a network: it comes out of one part and goes into one other.</summary>
public sealed class Wire : Connection
{
    internal Wire(NetworkBuilder owner, string name, Port? writer, HardwareType type, SourcePosition position) =>
        (Owner, Name, Writer, Type, Position) = (owner, name, writer, type, position);

    /// <summary>Name: the writing part's and port's, or the author's for an input of the network.</summary>
    public string Name { get; }

    /// <summary>Type of an element, or of a word of a buffer.</summary>
    public HardwareType Type { get; }

    internal NetworkBuilder Owner { get; }

    /// <summary>The port that writes it; null for a feedback wire, whose writer comes later.</summary>
    internal Port? Writer { get; }

    internal SourcePosition Position { get; }

    internal ChannelOptions Options { get; private set; } = new();

    internal SourcePosition? ReaderPosition { get; set; }

    internal Wire? FeedbackSource { get; set; }

    internal bool IsFeedback { get; init; }

    /// <summary>Sets the depth: the number of elements the channel holds.</summary>
    /// <exception cref="DiagnosticException">MR0305: fewer than one.</exception>
    public Wire WithDepth(int elements)
    {
        if (elements < 1)
            throw new DiagnosticException("MR0305", $"channel '{Name}' was given a depth of {elements}; at least 1 is needed");
        Options = Options with { Depth = elements };
        return this;
    }

    /// <summary>Gives the channel room for <paramref name="elements"/> more than a steady stream needs, for elements that wait while
    /// another path catches up.</summary>
    /// <exception cref="DiagnosticException">MR0305: fewer than none.</exception>
    public Wire WithRoom(int elements)
    {
        if (elements < 0)
            throw new DiagnosticException("MR0305", $"channel '{Name}' was given room for {elements} elements more; 0 is the least");
        Options = Options with { Room = elements };
        return this;
    }

    /// <summary>Sets the cycles from a write to the earliest read (1 by default) and from a read until its place is free again (1 by
    /// default); more for block-RAM FIFOs and crossings between regions.</summary>
    /// <exception cref="DiagnosticException">MR0306: less than one cycle.</exception>
    public Wire WithLatency(int forward, int back = 1)
    {
        if (forward < 1 || back < 1)
            throw new DiagnosticException("MR0306",
                $"channel '{Name}' was given the latencies {forward} and {back}; each is at least 1 cycle");
        Options = Options with { Latency = forward, CreditLatency = back };
        return this;
    }

    /// <summary>Sets the number of blocks of a ping-pong buffer, 2 by default.</summary>
    /// <exception cref="DiagnosticException">MR0305: fewer than one.</exception>
    public Wire WithBlocks(int blocks)
    {
        if (blocks < 1)
            throw new DiagnosticException("MR0305", $"buffer '{Name}' was given {blocks} blocks; at least 1 is needed");
        Options = Options with { Blocks = blocks };
        return this;
    }
}

/// <summary>What an author may set of a channel; null means nothing was set.</summary>
internal sealed record ChannelOptions
{
    internal int? Depth { get; init; }

    internal int? Room { get; init; }

    internal int? Latency { get; init; }

    internal int? CreditLatency { get; init; }

    internal int? Blocks { get; init; }

    /// <summary>These options, completed by others where nothing was set.</summary>
    internal ChannelOptions Or(ChannelOptions other) => new()
    {
        Depth = Depth ?? other.Depth,
        Room = Room ?? other.Room,
        Latency = Latency ?? other.Latency,
        CreditLatency = CreditLatency ?? other.CreditLatency,
        Blocks = Blocks ?? other.Blocks,
    };
}

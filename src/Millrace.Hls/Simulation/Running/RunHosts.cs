namespace Millrace.Hls;

/// <summary>The host at an input: hands over the elements it was given.</summary>
internal sealed class RunFeeder(RunChannel channel) : IActor
{
    private long[] data = [];
    private long at;

    internal Channel Channel => channel.Channel;

    internal long Left => (data.Length / channel.LaneCount) - at + (channel.Written - channel.Read);

    /// <inheritdoc/>
    public bool IsDone => at * channel.LaneCount == data.Length;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = at;
        var lanes = channel.LaneCount;
        for (; at * lanes < data.Length && channel.Written - channel.Read < channel.Capacity; at++, channel.Written++)
        {
            for (var i = 0; i < lanes; i++)
                channel[channel.Written, i] = data[(at * lanes) + i];
        }

        return at != before;
    }

    internal void Start(long[] elements, SourcePosition position)
    {
        (data, at) = (elements, 0);
        var (lanes, type) = (channel.LaneCount, channel.Channel.Type.Element);
        if (elements.Length % lanes != 0)
            throw new DiagnosticException("MR0404", position,
                $"input '{channel.Channel.Name}' was given {elements.Length} numbers; "
                + $"elements have {lanes} lanes: give a multiple of that");
        var wrong = Array.FindIndex(elements, e => !type.Holds(e));
        if (wrong >= 0)
            throw new DiagnosticException("MR0404", position,
                $"input '{channel.Channel.Name}' of {channel.Channel.Type} "
                + $"was given {elements[wrong]} as number {wrong}, which it cannot hold");
    }
}

/// <summary>The host at an output: keeps what comes.</summary>
internal sealed class RunCollector(RunChannel channel) : IActor
{
    internal Channel Channel => channel.Channel;

    internal List<long> Data { get; } = [];

    /// <inheritdoc/>
    public bool IsDone => false;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = channel.Read;
        for (; channel.Read < channel.Written; channel.Read++)
        {
            for (var i = 0; i < channel.LaneCount; i++)
                Data.Add(channel[channel.Read, i]);
        }

        return channel.Read != before;
    }
}

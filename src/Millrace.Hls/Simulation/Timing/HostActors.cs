namespace Millrace.Hls;

/// <summary>The host at an input of the network: offers an element in every cycle, from cycle 0 on, while there is room.</summary>
internal sealed class HostWriter(TimingChannel channel) : IActor
{
    private long next;

    /// <inheritdoc/>
    public bool IsDone => false;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = channel.Written;
        while (channel.Level < channel.Capacity)
        {
            var time = channel.Written >= channel.Depth
                ? Math.Max(next, channel.FreedAt[(channel.Written - channel.Depth) & channel.Mask])
                : next;
            channel.AvailableAt[channel.Written & channel.Mask] = time + channel.Channel.Latency;
            channel.Written++;
            next = time + 1;
        }

        return channel.Written != before;
    }

    internal void Reset() => next = 0;
}

/// <summary>The host at an output of the network: takes an element in every cycle in which there is one, and notes when.</summary>
internal sealed class HostReader(TimingChannel channel) : IActor
{
    private long next;

    internal Channel Channel => channel.Channel;

    /// <summary>The cycle at which each element was taken.</summary>
    internal List<long> Times { get; } = [];

    /// <inheritdoc/>
    public bool IsDone => false;

    /// <inheritdoc/>
    public bool Advance()
    {
        var before = channel.Read;
        while (channel.Level > 0)
        {
            var time = Math.Max(next, channel.AvailableAt[channel.Read & channel.Mask]);
            channel.FreedAt[channel.Read & channel.Mask] = time + channel.Channel.CreditLatency;
            channel.Read++;
            next = time + 1;
            Times.Add(time);
        }

        return channel.Read != before;
    }

    internal void Reset()
    {
        next = 0;
        Times.Clear();
    }
}

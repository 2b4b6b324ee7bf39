namespace Millrace.Hls;

/// <summary>A process at its place in an elaborated design.</summary>
/// <param name="Path">Names of the networks around it and its own, with dots.</param>
/// <param name="Process">What it does.</param>
/// <param name="Schedule">When, within a firing.</param>
/// <param name="Channels">Its accesses to channels, in a fixed order.</param>
/// <param name="Memories">The off-chip memory behind each load and store port.</param>
public sealed record ProcessInstance(
    string Path, Process Process, Schedule Schedule, IReadOnlyList<ChannelAccess> Channels,
    IReadOnlyDictionary<Port, OffChipMemory> Memories)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>One access of a process to a channel: at most one element in each firing.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Port">The port it is made through.</param>
/// <param name="IsRead">True if an element is taken.</param>
/// <param name="When">In which firings.</param>
/// <param name="Latency">Cycles from the firing to the write (L); 0 for a data read; for the credit of a buffer's free block it is part of
/// its own channel.</param>
public sealed record ChannelAccess(Channel Channel, Port Port, bool IsRead, Guard When, int Latency);

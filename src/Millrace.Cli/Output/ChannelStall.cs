using Millrace.Accelerators;

namespace Millrace.Cli;

/// <summary>How long the two ends of a channel waited for it, over all launches.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="EmptyCycles">Cycles its reader waited for an element.</param>
/// <param name="FullCycles">Cycles its writer waited for room.</param>
internal sealed record ChannelStall(string Channel, long EmptyCycles, long FullCycles)
{
    /// <summary>Every channel that somebody waited for, the longest wait first.</summary>
    public static IReadOnlyList<ChannelStall> Of(IReadOnlyList<LaunchReport> launches) =>
    [
        .. launches.SelectMany(l => l.Timing.Channels)
            .GroupBy(c => c.Channel.Name, StringComparer.Ordinal)
            .Select(g => new ChannelStall(g.Key, g.Sum(c => c.EmptyStall), g.Sum(c => c.FullStall)))
            .Where(s => s.EmptyCycles + s.FullCycles > 0)
            .OrderByDescending(s => s.EmptyCycles + s.FullCycles)
            .ThenBy(s => s.Channel, StringComparer.Ordinal),
    ];
}

namespace Millrace.Hls;

/// <summary>Registers on the channels that cross from one region of a device (a super logic region) to another.</summary>
internal static class Crossings
{
    /// <summary>
    /// A register more for each border, on the way forward and on that of credits back, in the reader's and the writer's region beside the
    /// one through which every element leaves its process; and room for what is under way, so that a steady stream keeps its rate.
    /// </summary>
    internal static Design Run(Design design, Func<string, int?> regionOf)
    {
        var interval = design.Processes.ToDictionary(p => p.Path, p => p.Schedule.InitiationInterval);
        return design.WithChannels(c => Borders(c, regionOf) is var borders and > 0 ? Longer(c, borders, interval[c.Writer!]) : c);
    }

    private static int Borders(Channel channel, Func<string, int?> regionOf) =>
        channel is { Writer: { } w, Reader: { } r } && regionOf(w) is { } from && regionOf(r) is { } to ? Math.Abs(from - to) : 0;

    private static Channel Longer(Channel channel, int borders, int interval)
    {
        var more = channel.Role == ChannelRole.Data ? ((2 * borders) + interval - 1) / interval : 0;
        return channel with
        {
            Latency = channel.Latency + borders,
            CreditLatency = channel.CreditLatency + borders,
            Depth = channel.Depth + more,
            SteadyDepth = channel.SteadyDepth + more,
        };
    }
}

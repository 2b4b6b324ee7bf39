namespace Millrace.Hls;

/// <summary>Computes channel depths by timing a launch: the least that complete it, or the least that lose no cycle.</summary>
public sealed class ChannelDepths
{
    private readonly TimingSimulation simulation;
    private readonly IReadOnlyDictionary<string, long> launch;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<Channel, int> depths;

    private ChannelDepths(Design design, IReadOnlyDictionary<string, long> launch, Func<Channel, int> start, CancellationToken cancellation)
    {
        (simulation, this.launch, this.cancellation) = (new TimingSimulation(design), launch, cancellation);
        depths = design.Channels.Where(c => c.Role == ChannelRole.Data).ToDictionary(c => c, start);
    }

    /// <summary>
    /// The least depth of every channel with which the launch takes no cycle more than with unlimited depths: channel by channel, by
    /// bisection, the others kept at what is known to suffice. The blocks of ping-pong buffers are left as they are.
    /// </summary>
    /// <param name="design">The design.</param>
    /// <param name="launch">Launch arguments; larger ones may need deeper channels.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Depths by channel name, for <see cref="Design.WithDepths"/>.</returns>
    /// <exception cref="DeadlockException">No depth lets the launch complete.</exception>
    public static IReadOnlyDictionary<string, int> ForFullRate(
        Design design, IReadOnlyDictionary<string, long> launch, CancellationToken cancellation = default)
    {
        var search = new ChannelDepths(design, launch, c => c.SteadyDepth, cancellation);
        var ideal = search.Unlimited() ?? throw search.Deadlock();
        while (search.Time() != ideal)
        {
            foreach (var channel in search.depths.Keys)
                search.Set(channel, search.depths[channel] * 2);
        }

        foreach (var channel in search.depths.Keys)
            search.Bisect(channel, 1, cycles => cycles == ideal);
        return search.depths.ToDictionary(d => d.Key.Name, d => d.Value, StringComparer.Ordinal);
    }

    /// <summary>The channels that must be deeper for a launch to complete, with the least depths found for them; null if no depth
    /// helps.</summary>
    internal static IReadOnlyDictionary<string, int>? Cure(Design design, IReadOnlyDictionary<string, long> launch)
    {
        var search = new ChannelDepths(design, launch, c => c.Depth, default);
        if (search.Unlimited() is null)
            return null;
        while (search.Time() is null)
        {
            // Any full channel in the way may be the cure: all of them grow, and those that need not are taken back below.
            foreach (var wait in search.simulation.Waits().Where(w => w.Access is { IsRead: false, Channel.Role: ChannelRole.Data }))
                search.Set(wait.Access.Channel, search.depths[wait.Access.Channel] * 2);
        }

        var grown = search.depths.Where(d => d.Value != d.Key.Depth).Select(d => d.Key).ToList();
        foreach (var channel in grown)
            search.Bisect(channel, channel.Depth, _ => true);
        return grown.Where(c => search.depths[c] != c.Depth).ToDictionary(c => c.Name, c => search.depths[c], StringComparer.Ordinal);
    }

    private long? Unlimited()
    {
        foreach (var channel in depths.Keys)
            simulation.SetDepth(channel, TimingChannel.Unlimited);
        var cycles = Time();
        foreach (var (channel, depth) in depths)
            simulation.SetDepth(channel, depth);
        return cycles;
    }

    private DeadlockException Deadlock()
    {
        simulation.Complete(launch, cancellation);
        return new DeadlockException(simulation.Deadlock(launch));
    }

    private long? Time() => simulation.Complete(launch, cancellation) ? simulation.Result().Cycles : null;

    private void Set(Channel channel, int depth)
    {
        depths[channel] = depth;
        simulation.SetDepth(channel, depth);
    }

    private void Bisect(Channel channel, int least, Func<long, bool> good)
    {
        var (low, high) = (least, depths[channel]);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            Set(channel, middle);
            if (Time() is { } cycles && good(cycles))
                high = middle;
            else
                low = middle + 1;
        }

        Set(channel, high);
    }
}

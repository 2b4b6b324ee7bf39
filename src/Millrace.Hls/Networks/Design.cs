namespace Millrace.Hls;

/// <summary>
/// A network taken apart into processes and channels, every process scheduled, every depth known: what is run, timed and emitted.
/// </summary>
public sealed class Design
{
    internal Design(
        Network network, IReadOnlyList<ProcessInstance> processes, IReadOnlyList<Channel> channels, IReadOnlyList<OffChipMemory> memories)
    {
        (Network, Processes, Channels, Memories) = (network, processes, channels, memories);
        Inputs = [.. channels.Where(c => c.Writer is null)];
        Outputs = [.. channels.Where(c => c.Reader is null)];
        Arguments = ArgumentSearch.In(processes);
    }

    /// <summary>The network it came from.</summary>
    public Network Network { get; }

    /// <summary>All processes.</summary>
    public IReadOnlyList<ProcessInstance> Processes { get; }

    /// <summary>All channels; a ping-pong buffer is two: full blocks forward, free blocks back.</summary>
    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>The off-chip memories in use.</summary>
    public IReadOnlyList<OffChipMemory> Memories { get; }

    /// <summary>Channels that the host writes.</summary>
    public IReadOnlyList<Channel> Inputs { get; }

    /// <summary>Channels that the host reads.</summary>
    public IReadOnlyList<Channel> Outputs { get; }

    /// <summary>Launch arguments by name.</summary>
    public IReadOnlyDictionary<string, Argument> Arguments { get; }

    /// <summary>Takes a network apart.</summary>
    /// <param name="network">The network.</param>
    /// <param name="latencies">Latencies of operations; those of <see cref="OperationLatencies"/> if null.</param>
    public static Design Of(Network network, OperationLatencies? latencies = null) => new Elaborator(network, latencies ?? new()).Run();

    /// <summary>The same design with other depths; channels not named keep theirs.</summary>
    public Design WithDepths(IReadOnlyDictionary<string, int> depths) => WithChannels(
        c => c.Role == ChannelRole.Data && depths.TryGetValue(c.Name, out var depth) ? c with { Depth = depth } : c);

    /// <summary>
    /// The same design with its processes in regions of a device, which stand in a row: every channel between two regions gets a register
    /// more for each border between them, forward and back, and room for the elements under way.
    /// </summary>
    /// <param name="regionOf">The region of a process by its path; null where it is not known, which adds nothing.</param>
    public Design InRegions(Func<string, int?> regionOf) => Crossings.Run(this, regionOf);

    /// <summary>The same design with other channels in the place of its own.</summary>
    internal Design WithChannels(Func<Channel, Channel> change)
    {
        var channels = Channels.Select(change).ToList();
        var processes = Processes
            .Select(p => p with { Channels = [.. p.Channels.Select(a => a with { Channel = channels[a.Channel.Number] })] })
            .ToList();
        return new Design(Network, processes, channels, Memories);
    }

    /// <summary>Checks a set of launch arguments: each known, none missing, all in range.</summary>
    /// <exception cref="DiagnosticException">MR0401: what is wrong with them.</exception>
    public void CheckArguments(IReadOnlyDictionary<string, long> arguments)
    {
        var wrong = Arguments.Values
            .Where(a => !arguments.ContainsKey(a.Name))
            .Select(a => $"argument '{a.Name}' of network '{Network.Name}' is missing")
            .Concat(Arguments.Values
                .Where(a => arguments.TryGetValue(a.Name, out var v) && (v < a.Minimum || v > a.Maximum))
                .Select(a => $"argument '{a.Name}' of network '{Network.Name}' is {arguments[a.Name]}; "
                    + $"{a.Minimum} to {a.Maximum} is allowed"))
            .Concat(arguments.Keys.Where(k => !Arguments.ContainsKey(k)).Select(k => $"network '{Network.Name}' has no argument '{k}'"))
            .Select(m => new Diagnostic("MR0401", Network.Position, m)).ToList();
        if (wrong.Count > 0)
            throw new DiagnosticException(wrong);
    }

    /// <summary>Both ends of every channel, as numbers: processes first, then the host at each input, then the host at each
    /// output.</summary>
    internal IEnumerable<(int Writer, int Reader)> Ends()
    {
        var index = Processes.Select((p, i) => (p.Path, i)).ToDictionary(p => p.Path, p => p.i, StringComparer.Ordinal);
        var (input, output) = (Processes.Count, Processes.Count + Inputs.Count);
        foreach (var channel in Channels)
            yield return (channel.Writer is { } w ? index[w] : input++, channel.Reader is { } r ? index[r] : output++);
    }
}

namespace Millrace.Hls;

/// <summary>
/// The <i>time</i> face: the exact cycle of every firing, from the recurrence of the channel contract, without data and without a clock
/// that ticks. Made once for a design, run as often as wanted; each run is one launch with every process at its start.
/// </summary>
public sealed class TimingSimulation
{
    private readonly long[] arguments;
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly TimingChannel[] channels;
    private readonly TimingActor[] processes;
    private readonly List<HostWriter> writers = [];
    private readonly List<HostReader> readers = [];
    private readonly IActor[] actors;
    private readonly int[][] neighbours;

    /// <summary>Compiles the recurrence of every process.</summary>
    /// <param name="design">The design.</param>
    /// <param name="trace">True to keep the cycle of every firing.</param>
    public TimingSimulation(Design design, bool trace = false)
    {
        Design = design;
        foreach (var name in design.Arguments.Keys)
            slots.Add(name, slots.Count);
        arguments = new long[slots.Count];
        channels = [.. design.Channels.Select(c => new TimingChannel(c))];
        processes = [.. design.Processes.Select(p => new TimingActor(p, arguments, p.Memories.Count) { Trace = trace ? [] : null })];
        foreach (var process in processes)
            process.Code = TimingCode.Compile(process, channels, slots);
        writers.AddRange(design.Inputs.Select(c => new HostWriter(channels[c.Number])));
        readers.AddRange(design.Outputs.Select(c => new HostReader(channels[c.Number])));
        actors = [.. processes, .. writers, .. readers];
        neighbours = WorkList.Neighbours(actors.Length, design.Ends());
    }

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>Times one launch.</summary>
    /// <param name="launch">Launch arguments by name.</param>
    /// <param name="cancellation">Stops a long simulation.</param>
    /// <exception cref="DiagnosticException">MR0401: wrong arguments.</exception>
    /// <exception cref="DeadlockException">The network cannot progress.</exception>
    public TimingResult Run(IReadOnlyDictionary<string, long> launch, CancellationToken cancellation = default)
    {
        if (!Complete(launch, cancellation))
            throw new DeadlockException(Deadlock(launch));
        return Result();
    }

    /// <summary>Runs one launch as far as it goes; true if to its end.</summary>
    internal bool Complete(IReadOnlyDictionary<string, long> launch, CancellationToken cancellation)
    {
        Design.CheckArguments(launch);
        foreach (var (name, slot) in slots)
            arguments[slot] = launch[name];
        foreach (var channel in channels)
            channel.Reset();
        foreach (var process in processes)
            process.Reset();
        writers.ForEach(w => w.Reset());
        readers.ForEach(r => r.Reset());
        var work = new WorkList(actors, neighbours);
        do
            work.Run(cancellation);
        while (GrowUnlimited(work));
        return processes.All(p => p.IsDone);
    }

    /// <summary>Gives a channel another depth, or none (<see cref="TimingChannel.Unlimited"/>), from the next run on.</summary>
    internal void SetDepth(Channel channel, long depth) => channels[channel.Number].SetDepth(depth);

    internal DeadlockReport Deadlock(IReadOnlyDictionary<string, long> launch) =>
        DeadlockReport.Of(Design, Waits(), channels.Select(c => c.Level).ToArray(), launch);

    private bool GrowUnlimited(WorkList work)
    {
        var grown = false;
        for (var i = 0; i < processes.Length; i++)
        {
            if (processes[i].IsDone
                || processes[i].Instance.Channels[processes[i].WaitingFor] is not { IsRead: false } access
                || !channels[access.Channel.Number].Grow())
                continue;
            work.Wake(i);
            grown = true;
        }

        return grown;
    }

    internal IReadOnlyList<Wait> Waits() =>
        processes.Where(p => !p.IsDone)
            .Select(p => new Wait(p.Instance, p.Instance.Channels[p.WaitingFor], p.Firings)).ToList();

    internal TimingResult Result()
    {
        var timings = processes
            .Select(p => new ProcessTiming(p.Instance, p.Firings, p.First, p.Firings == 0 ? -1 : p.Last, p.Trace?.ToArray())).ToList();
        var outputs = readers.ToDictionary(r => r.Channel.Name, r => (IReadOnlyList<long>)[.. r.Times], StringComparer.Ordinal);
        var end = timings
            .Where(t => t.Firings > 0)
            .Select(t => t.Last + t.Instance.Schedule.Depth)
            .Concat(readers.SelectMany(r => r.Times.TakeLast(1)))
            .DefaultIfEmpty(-1).Max();
        return new TimingResult(
            end + 1, timings, outputs, [.. channels.Select(c => new ChannelTiming(c.Channel, c.Read, c.EmptyStall, c.FullStall))]);
    }
}

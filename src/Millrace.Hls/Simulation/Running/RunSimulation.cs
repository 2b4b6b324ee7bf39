namespace Millrace.Hls;

/// <summary>
/// The <i>run</i> face: every bit that the hardware computes, from code compiled for each process. Made once for a design; off-chip
/// memories, on-chip memories and buffers keep their contents from launch to launch, registers and loops start anew.
/// </summary>
public sealed class RunSimulation
{
    private readonly long[] arguments;
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<OffChipMemory, MemoryImage> images;
    private readonly RunChannel[] channels;
    private readonly RunActor[] processes;
    private readonly RunFeeder[] feeders;
    private readonly RunCollector[] collectors;
    private readonly IActor[] actors;
    private readonly int[][] neighbours;
    private readonly ElementRecorder[] recorders = [];
    private bool clean = true;

    /// <summary>Compiles every process.</summary>
    /// <param name="design">The design.</param>
    /// <param name="record">True to keep the elements that pass between processes.</param>
    public RunSimulation(Design design, bool record = false)
    {
        Design = design;
        foreach (var name in design.Arguments.Keys)
            slots.Add(name, slots.Count);
        arguments = new long[slots.Count];
        images = design.Memories.ToDictionary(m => m, m => new MemoryImage(m));
        channels = [.. design.Channels.Select(c => new RunChannel(c))];
        processes = [.. design.Processes.Select(p => new RunActor(p, arguments))];
        var storages = new Dictionary<int, Storage>();
        foreach (var process in processes)
            RunCode.Compile(process, channels, BuffersOf(process.Instance, storages), images, slots);
        feeders = [.. design.Inputs.Select(c => new RunFeeder(channels[c.Number]))];
        collectors = [.. design.Outputs.Select(c => new RunCollector(channels[c.Number]))];
        if (record)
            recorders = [.. channels.Where(c => c.Channel is { Role: ChannelRole.Data, Writer: not null, Reader: not null })
                .Select(c => new ElementRecorder(c))];
        actors =
        [
            .. processes.Select(IActor (p) => record
                ? new RecordingActor(p, [.. recorders.Where(r => r.Channel.Channel.Writer == p.Instance.Path)])
                : p),
            .. feeders, .. collectors,
        ];
        neighbours = WorkList.Neighbours(actors.Length, design.Ends());
    }

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>The elements, lane by lane, that passed through each channel between two processes in the last launch; empty if none are
    /// kept.</summary>
    public IReadOnlyDictionary<Channel, long[]> Recorded => recorders.ToDictionary(r => r.Channel.Channel, r => r.Elements.ToArray());

    /// <summary>Firings of all processes since the simulation was made.</summary>
    public long Firings { get; private set; }

    /// <summary>The contents of an off-chip memory; the host may write them between launches.</summary>
    public MemoryImage this[OffChipMemory memory] => images[memory];

    /// <summary>Runs one launch.</summary>
    /// <param name="launch">Launch arguments by name.</param>
    /// <param name="inputs">For each input of the network its elements, lane by lane.</param>
    /// <param name="cancellation">Stops a long launch; the simulation is not to be used after that.</param>
    /// <returns>For each output of the network its elements, lane by lane.</returns>
    /// <exception cref="DiagnosticException">MR0401, MR0404: wrong arguments or inputs, MR0403: an address outside its memory.</exception>
    public IReadOnlyDictionary<string, long[]> Run(
        IReadOnlyDictionary<string, long> launch, IReadOnlyDictionary<string, long[]> inputs, CancellationToken cancellation = default)
    {
        Design.CheckArguments(launch);
        foreach (var (name, slot) in slots)
            arguments[slot] = launch[name];
        Array.ForEach(channels, c => c.Reset());
        Array.ForEach(processes, p => p.Reset(clean));
        clean = false;
        foreach (var feeder in feeders)
            feeder.Start(inputs.TryGetValue(feeder.Channel.Name, out var data) ? data : [], Design.Network.Position);
        Array.ForEach(collectors, c => c.Data.Clear());
        Array.ForEach(recorders, r => r.Reset());
        new WorkList(actors, neighbours).Run(cancellation);
        Firings += processes.Sum(p => p.Firings);
        CheckEnd(inputs);
        clean = true;
        return collectors.ToDictionary(c => c.Channel.Name, c => c.Data.ToArray(), StringComparer.Ordinal);
    }

    private void CheckEnd(IReadOnlyDictionary<string, long[]> inputs)
    {
        var wrong = inputs.Keys
            .Where(k => feeders.All(f => f.Channel.Name != k))
            .Select(k => $"network '{Design.Network.Name}' has no input '{k}'").ToList();
        wrong.AddRange(feeders
            .Where(f => f.Left > 0)
            .Select(f => $"input '{f.Channel.Name}' was given {f.Left} elements too many for this launch"));
        if (wrong.Count == 0 && processes.FirstOrDefault(p => !p.IsDone) is { } stuck)
        {
            wrong.Add(feeders.Length > 0
                ? $"process '{stuck.Instance.Path}' waits for more elements than the inputs "
                    + $"{string.Join(", ", feeders.Select(f => $"'{f.Channel.Name}'"))} were given"
                : $"process '{stuck.Instance.Path}' cannot progress; time the launch for a report");
        }

        if (wrong.Count > 0)
            throw new DiagnosticException([.. wrong.Select(w => new Diagnostic("MR0404", Design.Network.Position, w))]);
    }

    /// <summary>The storage behind each buffer port of a process; both ends of a buffer share theirs, found by the number of its channel of
    /// full blocks.</summary>
    private static Dictionary<Port, Storage> BuffersOf(ProcessInstance instance, Dictionary<int, Storage> storages)
    {
        var found = new Dictionary<Port, Storage>();
        foreach (var access in instance.Channels.Where(a => a.Channel.Role == ChannelRole.FullBlocks))
        {
            var words = access.Port is BufferIn i ? i.Words : ((BufferOut)access.Port).Words;
            if (!storages.TryGetValue(access.Channel.Number, out var storage))
                storages[access.Channel.Number] = storage = new Storage(access.Port.Type, (long)words * access.Channel.Depth);
            found[access.Port] = storage;
        }

        return found;
    }
}

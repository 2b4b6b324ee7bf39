namespace Millrace.Hls;

/// <summary>Takes nested networks apart: follows each wire through the borders of networks to its two processes, schedules processes, gives
/// channels their depth.</summary>
internal sealed class Elaborator(Network network, OperationLatencies latencies)
{
    private readonly List<(string Path, Process Process, IReadOnlyDictionary<Port, OffChipMemory> Memories)> found = [];
    private readonly List<Link> links = [];
    private readonly Dictionary<(string Path, Port Port), Link> linkAt = [];

    internal Design Run()
    {
        if (network.Ports.FirstOrDefault(p => p is BufferIn or BufferOut) is { } buffer)
            throw new DiagnosticException("MR0313", buffer.Position,
                $"network '{network.Name}': {buffer.Kind} '{buffer.Name}' is at the border to the host, "
                + "which has channels only; join it to a process inside");
        var inputs = network.InputWires.Select(w => new Link(w.Name, w.Type)).ToList();
        links.AddRange(inputs);
        foreach (var (link, port) in Walk(network, "", inputs).Zip(network.Outputs))
            link.Name = port.Name;
        Check();
        return Freeze();
    }

    /// <summary>What only the whole network shows: what its borders are joined to, and who shares a memory.</summary>
    private void Check()
    {
        var wrong = new List<Diagnostic>();
        foreach (var link in links.Where(l => l.Writer is null && l.Reader is null))
            Report("MR0314", network.Position,
                $"output '{link.Name}' comes straight from an input; put a process between them or leave both out");
        var uses = found.SelectMany(f => f.Memories.Select(m => (f.Path, Memory: m.Value, Port: m.Key)));
        foreach (var shared in uses.GroupBy(u => (u.Memory, u.Port.IsInput)).Where(g => g.Count() > 1))
        {
            Report("MR0316", shared.Key.Memory.Position,
                $"off-chip memory '{shared.Key.Memory.Name}' is {(shared.Key.IsInput ? "loaded from" : "stored to")} by "
                + $"{string.Join(" and ", shared.Select(u => $"'{u.Path}'"))}; "
                + "it has one port for that: let one process serve the others, or split the memory");
        }

        if (wrong.Count > 0)
            throw new DiagnosticException(wrong);

        void Report(string id, SourcePosition position, string message) =>
            wrong.Add(new(id, position, $"network '{network.Name}': {message}"));
    }

    /// <summary>Visits a network; returns the links of its outputs.</summary>
    private List<Link> Walk(Network part, string prefix, IReadOnlyList<Link> inputs)
    {
        var linkOf = new Dictionary<Wire, Link>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < inputs.Count; i++)
            linkOf[part.InputWires[i]] = inputs[i].With(part.InputWires[i].Options);
        foreach (var instance in part.Instances)
        {
            // Wires that a feedback wire stands for share its link, whichever end comes first.
            foreach (var wire in instance.Inputs.OfType<Wire>().Where(w => w.IsFeedback && !linkOf.ContainsKey(w)))
            {
                var source = wire.FeedbackSource!;
                if (!linkOf.TryGetValue(source, out var link))
                    links.Add(linkOf[source] = link = new Link(prefix + wire.Name, wire.Type));
                linkOf[wire] = link.With(wire.Options);
            }

            var path = prefix + instance.Name;
            var taken = instance.Inputs.OfType<Wire>().Select(w => linkOf[w]).ToList();
            if (instance.Part is Process process)
                Place(process, instance, path, prefix, linkOf, taken);
            else
                PlaceNetwork((Network)instance.Part, instance, path, linkOf, taken);
        }

        return [.. part.OutputWires.Select(w => linkOf[w])];
    }

    private void PlaceNetwork(Network part, Instance instance, string path, Dictionary<Wire, Link> linkOf, List<Link> taken)
    {
        var made = Walk(part, path + ".", taken);
        for (var i = 0; i < made.Count; i++)
        {
            var wire = instance.Outputs[i];
            if (linkOf.TryGetValue(wire, out var feedback))
                made[i].MergeInto(feedback, links, linkAt);
            linkOf[wire] = (feedback ?? made[i]).With(wire.Options);
        }
    }

    private void Place(Process process, Instance instance, string path, string prefix, Dictionary<Wire, Link> linkOf, List<Link> taken)
    {
        var memories = process.Inputs
            .Zip(instance.Inputs)
            .Where(p => p.Second is OffChipMemory)
            .ToDictionary(p => p.First, p => (OffChipMemory)p.Second);
        var index = found.Count;
        found.Add((path, process, memories));
        var wired = process.Inputs.Where(p => p is InPort or BufferIn).Zip(taken);
        foreach (var (port, link) in wired)
        {
            link.Reader = index;
            link.ReaderPort = port;
            linkAt[(path, port)] = link;
        }

        foreach (var (port, wire) in process.Outputs.Zip(instance.Outputs))
        {
            if (!linkOf.TryGetValue(wire, out var link))
                links.Add(link = new Link(prefix + wire.Name, wire.Type));
            linkOf[wire] = link.With(wire.Options);
            link.Writer = index;
            link.WriterPort = port;
            link.WriterStatements = [.. process.Statements.OfType<WriteStatement>()];
            linkAt[(path, port)] = link;
        }
    }

    /// <summary>A memory serves one loading and one storing port; whoever shares it says in which order, by a process of his own.</summary>
    private void CheckMemories()
    {
        var shared = found.SelectMany(f => f.Memories.Select(m => (f.Path, Port: m.Key, Memory: m.Value)))
            .GroupBy(m => (m.Memory, IsLoad: m.Port is LoadPort)).Where(g => g.Count() > 1).ToList();
        if (shared.Count > 0)
        {
            throw new DiagnosticException([.. shared.Select(g => new Diagnostic("MR0314", g.Key.Memory.Position,
                $"off-chip memory '{g.Key.Memory.Name}' has one {(g.Key.IsLoad ? "loading" : "storing")} port and was joined to "
                + $"{string.Join(" and ", g.Select(m => $"'{m.Path}.{m.Port.Name}'"))}; "
                + "give each a memory of its own or put one process in charge"))]);
        }
    }

    private Design Freeze()
    {
        CheckMemories();
        var schedules = found
            .Select(f => Scheduler.Run(f.Process, latencies, f.Memories.ToDictionary(m => m.Key, m => m.Value.Timing)))
            .ToList();
        var channels = new List<Channel>();
        foreach (var link in links)
        {
            link.First = channels.Count;
            channels.AddRange(link.Channels(channels.Count, i => found[i].Path, schedules));
        }

        var processes = found
            .Select((f, i) => new ProcessInstance(
                f.Path, f.Process, schedules[i], Accesses(f.Path, f.Process, schedules[i], channels), f.Memories))
            .ToList();
        return new Design(network, processes, channels, [.. found.SelectMany(f => f.Memories.Values).Distinct()]);
    }

    private List<ChannelAccess> Accesses(string path, Process process, Schedule schedule, List<Channel> channels)
    {
        var accesses = new List<ChannelAccess>();
        foreach (var read in process.Accesses.OfType<ReadValue>())
            accesses.Add(new(channels[linkAt[(path, read.Port)].First], read.Port, true, read.When, 0));
        foreach (var statement in process.Statements)
        {
            switch (statement)
            {
                case WriteStatement w:
                    accesses.Add(new(channels[linkAt[(path, w.Port)].First], w.Port, false, w.When, schedule.StageOf(w)));
                    break;
                case BufferBlockStatement b:
                    var (full, free) = (channels[linkAt[(path, b.Port)].First], channels[linkAt[(path, b.Port)].First + 1]);
                    var (taken, given) = b.Port is BufferIn ? (full, free) : (free, full);
                    accesses.Add(new(taken, b.Port, true, b.When, 0));
                    accesses.Add(new(given, b.Port, false, b.End, schedule.StageOf(b)));
                    break;
            }
        }

        return accesses;
    }
}

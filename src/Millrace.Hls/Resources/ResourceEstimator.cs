namespace Millrace.Hls;

/// <summary>
/// Estimates what a design takes of an FPGA, from its graph and schedule, by the rules of docs/resources.md. What a tool removes or shares
/// beyond that is not known before it has run.
/// </summary>
public static class ResourceEstimator
{
    /// <summary>The resources of every process, memory, channel and buffer.</summary>
    /// <param name="design">The design.</param>
    public static ResourceEstimate Estimate(Design design)
    {
        var items = new List<ResourceItem>();
        foreach (var instance in design.Processes)
        {
            items.Add(new(instance.Path, ResourceKind.Process, ProcessResources.Of(instance) + OutputCredits(instance)));
            foreach (var (name, use) in Storage(instance.Process))
                items.Add(new($"{instance.Path}.{name}", ResourceKind.Memory, use));
            foreach (var (port, memory) in instance.Memories)
                items.Add(new($"{instance.Path}.{port.Name}", ResourceKind.OffChip, ControlRules.OffChip(memory.Word.Bits)));
        }

        var ends = design.Processes.SelectMany(p => p.Channels).Select(a => (a.Channel.Number, a.Port))
            .Where(e => e.Port is BufferOut).ToLookup(e => e.Number, e => (BufferOut)e.Port);
        foreach (var channel in design.Channels)
        {
            items.Add(new(
                channel.Name, channel.Role == ChannelRole.Data ? ResourceKind.Channel : ResourceKind.Buffer,
                (IsInside(channel) ? ControlRules.Credits(channel.Depth) : default) + Crossing(channel, ends) + channel.Role switch
                {
                    ChannelRole.Data => ControlRules.Fifo(channel.Depth) + MemoryRules.Fifo(channel.Type.Bits, channel.Depth),
                    ChannelRole.FullBlocks => ControlRules.Tokens(channel.Depth) + Buffer(channel, ends[channel.Number].First()),
                    _ => ControlRules.Tokens(channel.Depth),
                }));
        }

        return new ResourceEstimate(items);
    }

    /// <summary>The credits of the design's outputs stand with who writes them; whoever feeds the design counts those of its inputs.</summary>
    private static ResourceUse OutputCredits(ProcessInstance instance) => instance.Channels
        .Where(a => !a.IsRead && !IsInside(a.Channel)).Aggregate(default(ResourceUse), (sum, a) => sum + ControlRules.Credits(a.Channel.Depth));

    private static bool IsInside(Channel channel) => channel is { Writer: not null, Reader: not null };

    /// <summary>Registers of the ways that take more than a cycle: of elements or of what is written into a buffer, with the flag that says
    /// so, and of credits.</summary>
    private static ResourceUse Crossing(Channel channel, ILookup<int, BufferOut> ends)
    {
        var word = channel.Role switch
        {
            ChannelRole.Data => channel.Type.Bits,
            ChannelRole.FullBlocks => channel.Type.Bits + 1 + channel.Parts
                + LogicRules.Bits(((long)ends[channel.Number].First().Words * channel.Depth) - 1),
            _ => 0,
        };
        return new(0, ((word + 1L) * (channel.Latency - 1)) + channel.CreditLatency - 1, 0, 0, 0);
    }

    /// <summary>All blocks in one memory, or, where words are written in parts, in as many memories as there are parts.</summary>
    private static ResourceUse Buffer(Channel channel, BufferOut port) =>
        port.Parts * MemoryRules.WithRead(channel.Type.Bits / port.Parts, port.Words * channel.Depth, false);

    private static IEnumerable<(string Name, ResourceUse Use)> Storage(Process process)
    {
        var memories = process.Accesses.OfType<MemoryReadValue>().Select(r => r.Memory)
            .Concat(process.Statements.OfType<MemoryWriteStatement>().Select(w => w.Memory)).Distinct();
        foreach (var memory in memories)
        {
            yield return (memory.Name, memory.Parts
                * MemoryRules.WithRead(memory.Type.Bits / memory.Parts, memory.Words, memory.Initial is not null));
        }

        foreach (var v in process.Values.OfType<TableValue>())
            yield return (v.Table.Name, MemoryRules.Lookup(v.Table.Type.Width, v.Table.Entries.Count, v.Lanes));
    }
}

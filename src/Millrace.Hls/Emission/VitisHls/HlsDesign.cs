namespace Millrace.Hls;

/// <summary>What things of a design are called in its C++, the same in all files.</summary>
internal sealed class HlsDesign
{
    private readonly Dictionary<string, string> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> channels = [];
    private readonly Dictionary<(OffChipMemory Memory, bool IsLoad), string> memories = [];
    private readonly Dictionary<string, string> arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> blocks = [];

    internal HlsDesign(Design design)
    {
        Design = design;
        var names = HlsNames.Identifiers();
        Top = names.Take(design.Network.Name);
        foreach (var argument in design.Arguments.Keys)
            arguments[argument] = names.Take(argument);
        foreach (var channel in design.Inputs.Concat(design.Outputs))
            channels[channel.Number] = names.Take(channel.Name);
        foreach (var memory in design.Memories)
        {
            var ports = design.Processes.SelectMany(p => p.Memories).Where(m => m.Value == memory).Select(m => m.Key is LoadPort).ToList();
            foreach (var isLoad in ports.Order())
                memories[(memory, isLoad)] = names.Take(memory.Name + (ports.Count == 1 ? "" : isLoad ? "_load" : "_store"));
        }

        foreach (var process in design.Processes)
            functions[process.Path] = names.IsFree(process.Path) ? names.Take(process.Path) : names.Take($"{Top}_{process.Path}");
        foreach (var channel in design.Channels.Where(c => c is { Writer: not null, Reader: not null, Role: not ChannelRole.FreeBlocks }))
            channels[channel.Number] = names.Take(channel.Name);
        foreach (var channel in design.Channels.Where(c => c.Role == ChannelRole.FullBlocks))
            blocks[channel.Number] = names.Take(channel.Name + "_t");
    }

    internal Design Design { get; }

    /// <summary>The top function.</summary>
    internal string Top { get; }

    /// <summary>A parameter of the top function for each way in which each memory is used: a pointer is read or written, not
    /// both.</summary>
    internal IEnumerable<(OffChipMemory Memory, bool IsLoad, string Name)> Memories =>
        memories.Select(m => (m.Key.Memory, m.Key.IsLoad, m.Value));

    internal string FunctionOf(ProcessInstance process) => functions[process.Path];

    internal string NameOf(Channel channel) => channels[channel.Number];

    internal string NameOf(Argument argument) => arguments[argument.Name];

    internal string NameOf(OffChipMemory memory, bool isLoad) => memories[(memory, isLoad)];

    /// <summary>The type of a block of a ping-pong buffer.</summary>
    internal string BlockOf(Channel channel) => blocks[channel.Number];

    /// <inheritdoc cref="BlockOf(Channel)"/>
    internal string BlockOf(ProcessInstance process, Port port) => BlockOf(FullBlocks(process, port));

    /// <summary>Separately writable parts of a word of a buffer.</summary>
    internal static int PartsOf(ProcessInstance process, Port port) => FullBlocks(process, port).Parts;

    /// <summary>Words of a block.</summary>
    internal int WordsOf(Channel channel) => Design.Processes.SelectMany(p => p.Channels)
        .Where(a => a.Channel.Number == channel.Number).Select(a => a.Port).OfType<BufferIn>().First().Words;

    private static Channel FullBlocks(ProcessInstance process, Port port) =>
        process.Channels.First(c => c.Port == port && c.Channel.Role == ChannelRole.FullBlocks).Channel;
}

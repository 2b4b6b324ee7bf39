namespace Millrace.Hls;

/// <summary>The module that joins the processes of a design: channels are wires, since both their ends stand in processes. Its inputs,
/// outputs and off-chip memories are its ports.</summary>
internal sealed class NetworkEmitter
{
    private readonly Design design;
    private readonly IReadOnlyDictionary<string, string> modules;
    private readonly Dictionary<int, string> wires = [];
    private readonly Dictionary<OffChipMemory, string> memories = [];

    internal NetworkEmitter(Design design, string top, IReadOnlyDictionary<string, string> modules)
    {
        (this.design, Top, this.modules) = (design, top, modules);
        var names = new Identifiers();
        foreach (var channel in design.Channels)
            wires[channel.Number] = names.Take(channel.Name);
        foreach (var memory in design.Memories)
            memories[memory] = names.Take(memory.Name);
    }

    internal string Top { get; }

    /// <summary>The wires of a channel begin with this.</summary>
    internal string Wire(Channel channel) => wires[channel.Number];

    /// <summary>The ports of a memory begin with this.</summary>
    internal string Name(OffChipMemory memory) => memories[memory];

    /// <summary>The instance of a process's module.</summary>
    internal string Instance(ProcessInstance process) => "u_" + modules[process.Path];

    /// <summary>Which directions a memory is used in.</summary>
    internal (bool Load, bool Store) Uses(OffChipMemory memory)
    {
        var ports = design.Processes.SelectMany(p => p.Memories).Where(m => m.Value == memory).Select(m => m.Key).ToList();
        return (ports.Any(p => p is LoadPort), ports.Any(p => p is StorePort));
    }

    internal string Run()
    {
        var text = new SourceText();
        text.Line($"// Network '{design.Network.Name}', {design.Network.Position}: {design.Processes.Count} processes.");
        text.Line($"module {Top} (");
        text.Line("    input  logic clk,");
        text.Line("    input  logic rst,");
        text.Line("    input  logic start,  // a launch begins in the next cycle; all arguments stay until it has ended");
        foreach (var argument in design.Arguments.Values)
            text.Line($"    input  {ProcessEmitter.ArgumentType(argument)} arg_{argument.Name},");
        foreach (var channel in design.Inputs)
            Port(text, channel, "input ", "output");
        foreach (var channel in design.Outputs)
            Port(text, channel, "output", "input ");
        foreach (var memory in design.Memories)
        {
            var (name, bits) = (Name(memory), IndexEmitter.CounterBits(memory.Words - 1));
            var (load, store) = Uses(memory);
            if (load)
            {
                text.Line($"    output logic {name}_load,");
                text.Line($"    output logic [{bits - 1}:0] {name}_load_at,");
                text.Line($"    // {memory.Timing.ReadLatency - 1} cycles after the load");
                text.Line($"    input  logic [{memory.Word.Bits - 1}:0] {name}_load_data,");
            }

            if (store)
            {
                text.Line($"    output logic {name}_store,");
                text.Line($"    output logic [{bits - 1}:0] {name}_store_at,");
                text.Line($"    output logic [{memory.Word.Bits - 1}:0] {name}_store_data,");
            }
        }

        text.Line("    output logic idle");
        text.Line(");");
        foreach (var channel in design.Channels.Where(c => c is { Writer: not null, Reader: not null }))
        {
            var wire = Wire(channel);
            text.Line($"  logic {wire}_push, {wire}_credit;");
            if (channel.Role == ChannelRole.Data)
                text.Line($"  logic [{channel.Type.Bits - 1}:0] {wire}_data;  // {channel.Type}, depth {channel.Depth}");
            if (channel.Role == ChannelRole.FullBlocks)
            {
                text.Line($"  logic {wire}_write;");
                text.Line($"  logic [{channel.Parts - 1}:0] {wire}_write_part;");
                text.Line($"  logic [{BufferAddressBits(channel) - 1}:0] {wire}_write_at;");
                text.Line($"  // {channel.Depth} blocks of {Words(channel)} x {channel.Type}");
                text.Line($"  logic [{channel.Type.Bits - 1}:0] {wire}_write_data;");
            }
        }

        text.Line($"  logic [{design.Processes.Count - 1}:0] running;");
        text.Line();
        text.Line("  always_ff @(posedge clk) idle <= running == '0 && !start;");
        for (var i = 0; i < design.Processes.Count; i++)
            Place(text, design.Processes[i], i);
        text.Line("endmodule");
        return text.ToString();
    }

    private void Port(SourceText text, Channel channel, string forward, string back)
    {
        var name = Wire(channel);
        text.Line($"    {forward} logic {name}_push,");
        text.Line($"    {forward} logic [{channel.Type.Bits - 1}:0] {name}_data,  // {channel.Type}");
        text.Line($"    {back} logic {name}_credit,");
    }

    private int Words(Channel channel) => design.Processes.SelectMany(p => p.Channels)
        .Where(a => a.Channel.Number == channel.Number).Select(a => a.Port).OfType<BufferIn>().First().Words;

    private int BufferAddressBits(Channel channel) => IndexEmitter.CounterBits(((long)channel.Depth * Words(channel)) - 1);

    private void Place(SourceText text, ProcessInstance process, int number)
    {
        var module = modules[process.Path];
        text.Line();
        text.Line($"  // {process.Path}");
        text.Line($"  {module} u_{module} (");
        text.Line("      .clk(clk), .rst(rst), .start(start),");
        foreach (var argument in ProcessEmitter.Arguments(process).Values)
            text.Line($"      .arg_{argument.Name}(arg_{argument.Name}),");
        foreach (var access in process.Channels)
        {
            var (port, wire) = (ProcessEmitter.PortName(access), Wire(access.Channel));
            var data = access.Channel.Role == ChannelRole.Data ? $" .{port}_data({wire}_data)," : "";
            text.Line($"      .{port}_push({wire}_push), .{port}_credit({wire}_credit),{data}");
            if (access.Channel.Role == ChannelRole.FullBlocks)
            {
                var buffer = access.Port.Name;
                text.Line($"      .{buffer}_write({wire}_write), .{buffer}_write_part({wire}_write_part),");
                text.Line($"      .{buffer}_write_at({wire}_write_at), .{buffer}_write_data({wire}_write_data),");
            }
        }

        foreach (var (port, memory) in process.Memories)
        {
            var name = Name(memory);
            text.Line(port is LoadPort
                ? $"      .{port.Name}_load({name}_load), .{port.Name}_load_at({name}_load_at), .{port.Name}_load_data({name}_load_data),"
                : $"      .{port.Name}_store({name}_store), .{port.Name}_store_at({name}_store_at), "
                    + $".{port.Name}_store_data({name}_store_data),");
        }

        text.Line($"      .running(running[{number}]));");
    }
}

using System.Numerics;

namespace Millrace.Hls;

/// <summary>The top module of a kernel, in Verilog, as tools that package it want: nothing but wires between the network, its adapters and
/// the ports. All ports of the module are registers of the adapters, or constant.</summary>
internal sealed class KernelTopEmitter(Design design, SystemVerilogDesign network, RtlKernel kernel)
{
    private readonly List<string> ports = [];
    private readonly SourceText body = new();
    private readonly List<string> late = [];
    private readonly List<string> faults = [];
    private readonly List<string> quiet = [];
    private readonly List<string> unused = [];

    internal string Run()
    {
        body.Line("  // Cycles in which the network's time goes on, and its clock.");
        body.Line("  wire step, net_clk;");
        body.Line("  reg  rst;");
        body.Line("  always @(posedge ap_clk) rst <= !ap_rst_n;");
        body.Line("  mr_clock_gate gate (.clk(ap_clk), .step(step), .gated(net_clk));");
        Control();
        foreach (var stream in kernel.Streams)
            Place(stream);
        foreach (var memory in kernel.Memories)
            Place(memory);
        Network();
        body.Line();
        body.Line($"  assign step = {(late.Count == 0 ? "1'b1" : $"!({string.Join(" || ", late)})")};");
        body.Line($"  assign quiet = {(quiet.Count == 0 ? "1'b1" : string.Join(" && ", quiet))};");
        body.Line($"  wire unused = ^{{{string.Join(", ", unused.Prepend("values"))}}};  // arguments take as many bits as they need");
        body.Line($"  assign faults = {(faults.Count == 0 ? "1'b0" : string.Join(" || ", faults))};");

        var text = new SourceText();
        text.Line($"// Kernel '{kernel.Name}': network '{design.Network.Name}', {design.Network.Position}, behind AXI.");
        text.Line($"module {kernel.Name} (");
        text.Line("    input  wire ap_clk,");
        text.Line("    input  wire ap_rst_n,");
        for (var i = 0; i < ports.Count; i++)
            text.Line($"    {ports[i]}{(i < ports.Count - 1 ? "," : "")}");
        text.Line(");");
        return text + body.ToString() + "endmodule\n";
    }

    private void Control()
    {
        const string Name = "s_axi_control";
        Ports(Name, "input", ("awvalid", 1), ("awaddr", 12), ("wvalid", 1), ("wdata", 32), ("wstrb", 4), ("bready", 1), ("arvalid", 1));
        Ports(Name, "input", ("araddr", 12), ("rready", 1));
        Ports(Name, "output", ("awready", 1), ("wready", 1), ("bvalid", 1), ("bresp", 2), ("arready", 1), ("rvalid", 1), ("rdata", 32));
        Ports(Name, "output", ("rresp", 2));
        var values = Math.Max(1, kernel.Registers.Count(r => r.Role != KernelRegisterRole.Status));
        body.Line();
        body.Line("  wire start, idle, ended, quiet, faults;");
        body.Line("  wire [63:0] cycles, steps;");
        body.Line($"  wire [{(64 * values) - 1}:0] values;");
        body.Line($"  mr_axi_control #(.VALUES({values}), .STATUS(3), .DRAIN({Drain()})) control (");
        body.Line("      .clk(ap_clk), .rst(rst), .step(step), .start(start), .idle(idle), .ended(ended), .quiet(quiet),");
        body.Line("      .values(values), .status({63'd0, faults, steps, cycles}), .cycles(cycles), .steps(steps),");
        Connect(Name, "awvalid", "awready", "awaddr", "wvalid", "wready", "wdata", "wstrb");
        Connect(Name, "bvalid", "bready", "bresp", "arvalid", "arready", "araddr");
        Connect(Name, "rvalid", "rready", "rdata", "rresp");
        body.Line("  );");
    }

    /// <summary>Cycles of the network from its last firing until nothing is under way in it.</summary>
    private int Drain() =>
        design.Processes.Max(p => p.Schedule.Depth) + design.Channels.Select(c => Math.Max(c.Latency, c.CreditLatency)).Append(1).Max() + 4;

    private void Place(KernelStream stream)
    {
        var (name, channel) = (stream.Name, stream.Channel);
        var (to, from) = stream.IsInput ? ("input", "output") : ("output", "input");
        Ports(name, to, ("tvalid", 1), ("tdata", 8 * stream.Bytes));
        if (!stream.IsInput)
            Ports(name, to, ("tlast", 1));
        Ports(name, from, ("tready", 1));
        var latency = stream.IsInput ? channel.CreditLatency : channel.Latency;
        body.Line();
        body.Line($"  wire {name}_push, {name}_credit{(stream.IsInput ? "" : $", {name}_empty")};");
        body.Line($"  wire [{channel.Type.Bits - 1}:0] {name}_data;  // {channel.Type}");
        body.Line($"  {(stream.IsInput ? "mr_axis_source" : "mr_axis_sink")} #(.WIDTH({channel.Type.Bits}), .BYTES({stream.Bytes}), "
            + $".DEPTH({channel.Depth}), .LATENCY({latency})) {name}_adapter (");
        body.Line($"      .clk(ap_clk), .rst(rst), .step(step), .push({name}_push), .data({name}_data), .credit({name}_credit),");
        if (!stream.IsInput)
        {
            body.Line($"      .ended(ended), .empty({name}_empty), .tlast({name}_tlast),");
            quiet.Add($"{name}_empty");
        }

        body.Line($"      .tvalid({name}_tvalid), .tready({name}_tready), .tdata({name}_tdata));");
    }

    private void Place(KernelMemory memory)
    {
        var (wire, timing) = (network.NameOf[memory.Memory.Name], memory.Memory.Timing);
        var (bits, stride) = (IndexEmitter.CounterBits(memory.Memory.Words - 1), BitOperations.Log2((uint)memory.StrideBytes));
        var most = RtlKernelEmitter.MostWords(memory);
        var low = Low(memory.Base);
        var shape = $".WORD({memory.Memory.Word.Bits}), .DATA({memory.DataBits}), .BEATS({memory.Beats}), .STRIDE_BITS({stride}), "
            + $".ADDRESS_BITS({bits}),";
        if (memory.Loads)
        {
            Ports(memory.Name, "output", ("arvalid", 1), ("araddr", 64), ("arlen", 8), ("arsize", 3), ("arburst", 2), ("rready", 1));
            Ports(memory.Name, "input", ("arready", 1), ("rvalid", 1), ("rdata", memory.DataBits), ("rresp", 2), ("rlast", 1));
            unused.Add(memory.Name + "_rlast");
            Adapter("load", "read", timing.ReadLatency - 1);
            body.Line($"      .load({wire}_load), .load_at({wire}_load_at), .load_data({wire}_load_data),");
            Connect(memory.Name, "arvalid", "arready", "araddr", "arlen");
            Connect(memory.Name, "rvalid", "rready", "rdata", "rresp");
            body.Line("  );");
            Constants("ar");
        }

        if (memory.Stores)
        {
            Ports(memory.Name, "output", ("awvalid", 1), ("awaddr", 64), ("awlen", 8), ("awsize", 3), ("awburst", 2));
            Ports(memory.Name, "output", ("wvalid", 1), ("wdata", memory.DataBits), ("wstrb", memory.DataBits / 8), ("wlast", 1));
            Ports(memory.Name, "output", ("bready", 1));
            Ports(memory.Name, "input", ("awready", 1), ("wready", 1), ("bvalid", 1), ("bresp", 2));
            quiet.Add($"{wire}_store_quiet");
            Adapter("store", "write", Math.Max(1, timing.WriteLatency - 1));
            body.Line($"      .store({wire}_store), .store_at({wire}_store_at), .store_data({wire}_store_data),");
            body.Line($"      .quiet({wire}_store_quiet),");
            Connect(memory.Name, "awvalid", "awready", "awaddr", "awlen");
            Connect(memory.Name, "wvalid", "wready", "wdata", "wstrb", "wlast");
            Connect(memory.Name, "bvalid", "bready", "bresp");
            body.Line("  );");
            Constants("aw");
        }

        void Adapter(string what, string module, int latency)
        {
            late.Add($"{wire}_{what}_late");
            faults.Add($"{wire}_{what}_fault");
            body.Line();
            body.Line($"  wire {wire}_{what}, {wire}_{what}_late, {wire}_{what}_fault{(what == "store" ? $", {wire}_store_quiet" : "")};");
            body.Line($"  wire [{bits - 1}:0] {wire}_{what}_at;");
            body.Line($"  wire [{memory.Memory.Word.Bits - 1}:0] {wire}_{what}_data;  // {memory.Memory.Word}");
            body.Line($"  mr_axi_{module} #({shape}");
            body.Line($"      .LATENCY({latency}), .MOST({most}), .WAIT({most})) {wire}_{what}_adapter (");
            body.Line($"      .clk(ap_clk), .rst(rst), .step(step), .late({wire}_{what}_late), .fault({wire}_{what}_fault),");
            body.Line($"      .base(values[{low + 63}:{low}]),");
        }

        void Constants(string channel)
        {
            var size = BitOperations.Log2((uint)memory.DataBits / 8);
            body.Line($"  assign {memory.Name}_{channel}size = 3'd{size};");
            body.Line($"  assign {memory.Name}_{channel}burst = 2'b01;");
        }
    }

    private void Network()
    {
        body.Line();
        body.Line($"  {network.Top} network (");
        body.Line("      .clk(net_clk), .rst(rst), .start(start),");
        foreach (var (argument, register) in design.Arguments.Values.Zip(kernel.Registers))
            body.Line($"      .arg_{argument.Name}(values[{Low(register) + register.Bits - 1}:{Low(register)}]),");

        foreach (var stream in kernel.Streams)
        {
            var name = stream.Name;
            body.Line($"      .{name}_push({name}_push), .{name}_data({name}_data), .{name}_credit({name}_credit),");
        }

        foreach (var memory in kernel.Memories)
        {
            var wire = network.NameOf[memory.Memory.Name];
            if (memory.Loads)
                body.Line($"      .{wire}_load({wire}_load), .{wire}_load_at({wire}_load_at), .{wire}_load_data({wire}_load_data),");
            if (memory.Stores)
                body.Line($"      .{wire}_store({wire}_store), .{wire}_store_at({wire}_store_at), .{wire}_store_data({wire}_store_data),");
        }

        body.Line("      .idle(idle));");
    }

    /// <summary>The lowest bit of a register among all that the host writes.</summary>
    private static int Low(KernelRegister register) => 8 * (register.Offset - RtlKernelEmitter.FirstRegister);

    private void Ports(string prefix, string direction, params (string Name, int Bits)[] signals)
    {
        foreach (var (name, bits) in signals)
        {
            var type = direction == "input" ? "input  wire" : "output wire";
            ports.Add($"{type} {(bits > 1 ? FormattableString.Invariant($"[{bits - 1}:0] ") : "")}{prefix}_{name}");
        }
    }

    private void Connect(string prefix, params string[] signals)
    {
        var last = signals[^1] is "rresp" or "bresp" && (signals[0] == "rvalid" || signals.Length == 3);
        body.Line($"      {string.Join(", ", signals.Select(s => $".{s}({prefix}_{s})"))}{(last ? "" : ",")}");
    }
}

namespace Millrace.Hls;

/// <summary>
/// A test bench in SystemVerilog, driven by a clock alone: it reads launches and inputs from files, offers an element in every cycle in
/// which there is room, takes one in every cycle in which there is one, answers off-chip memories in their latency, and writes down every
/// element that comes out with its cycle, counted from the launch, and what stored memories hold at the end. Compiled with
/// <c>MR_FIRINGS</c> it writes down each firing and each element between processes too; with <c>MR_JITTER</c> its ports rest at random.
/// </summary>
internal sealed class TestbenchEmitter(Design design, NetworkEmitter network, string module, string memoryModule)
{
    /// <summary>Verilator prints numbers of at most 8,192 bits; wider ones are printed piece by piece.</summary>
    private const int PrintedBits = 4096;

    internal string Run()
    {
        var text = new SourceText();
        Memory(text);
        text.Line($"module {module} (");
        text.Line("    input logic clk");
        text.Line(");");
        text.Line("  // For each launch: its arguments, then how many elements each input gets and each output gives.");
        text.Line("  int launches, result;");
        text.Line("  logic rst = 1'b1, start = 1'b0, active = 1'b0;");
        text.Line("  int resetting = 4;");
        text.Line("  longint cycle = 0;");
        text.Line("  int launch = 0;");
        text.Line("  logic idle;");
        text.Line($"  int ending = {design.Processes.Max(p => p.Schedule.Depth) + 4};  // for what is still on its way to a memory");
        foreach (var argument in design.Arguments.Values)
            text.Line($"  {ProcessEmitter.ArgumentType(argument)} arg_{argument.Name} = '0;");
        Jitter(text);
        foreach (var channel in design.Inputs)
        {
            var name = network.Wire(channel);
            text.Line($"  int {name}_file, {name}_count = 0, {name}_done = 0, {name}_scanned;");
            text.Line($"  logic {name}_push = 1'b0, {name}_credit, {name}_ready, {name}_go;");
            text.Line($"  logic [{channel.Type.Bits - 1}:0] {name}_data = '0, {name}_next;");
            text.Line($"  assign {name}_go = active && {name}_ready && {name}_done != {name}_count && !rests[{Ports.IndexOf(channel)}];");
            text.Line($"  mr_credits #(.CREDITS({channel.Depth}), .INITIAL({channel.Depth}), .LATENCY({channel.CreditLatency}))");
            text.Line($"  {name}_credits (");
            text.Line($"      .clk(clk), .rst(rst), .take({name}_go), .give({name}_credit), .ready({name}_ready));");
        }

        foreach (var channel in design.Outputs)
        {
            var name = network.Wire(channel);
            text.Line($"  int {name}_file, {name}_count = 0, {name}_done = 0;");
            text.Line($"  logic {name}_push, {name}_credit, {name}_valid, {name}_go;");
            text.Line($"  logic [{channel.Type.Bits - 1}:0] {name}_data, {name}_head;");
            text.Line($"  mr_fifo #(.WIDTH({channel.Type.Bits}), .DEPTH({channel.Depth}), .LATENCY({channel.Latency})) {name}_fifo (");
            text.Line($"      .clk(clk), .rst(rst), .push({name}_push), .data({name}_data), .pop({name}_go), .valid({name}_valid),");
            text.Line($"      .head({name}_head), .credit({name}_credit));");
            text.Line($"  assign {name}_go = {name}_valid && !rests[{Ports.IndexOf(channel)}];");
        }

        foreach (var memory in design.Memories)
            Place(text, memory);
        Place(text);
        Script(text);
        Firings(text);
        text.Line("endmodule");
        return text.ToString();
    }

    private List<Channel> Ports => [.. design.Inputs, .. design.Outputs];

    /// <summary>Every port goes and rests by turns, for a few cycles, now and then for many.</summary>
    private void Jitter(SourceText text)
    {
        var ports = Math.Max(1, Ports.Count);
        text.Line("`ifdef MR_JITTER");
        text.Line("  int unsigned jitter;  // +jitter=SEED, 0 for none");
        text.Line($"  logic [31:0] noise[{ports}];");
        text.Line($"  logic [7:0] turn[{ports}];");
        text.Line($"  logic [{ports - 1}:0] rests;");
        text.Line("  initial begin");
        text.Line("    if ($value$plusargs(\"jitter=%d\", jitter) == 0) jitter = 0;");
        text.Line($"    for (int i = 0; i < {ports}; i++) begin");
        text.Line("      noise[i] = jitter == 0 ? '0 : (jitter + i * 32'd2654435761) | 32'd1;");
        text.Line("      turn[i] = '0;");
        text.Line("    end");
        text.Line("    rests = '0;");
        text.Line("  end");
        text.Line("  function automatic logic [31:0] following(input logic [31:0] x);");
        text.Line("    following = x ^ (x << 13);");
        text.Line("    following = following ^ (following >> 17);");
        text.Line("    following = following ^ (following << 5);");
        text.Line("  endfunction");
        text.Line("  always_ff @(posedge clk)");
        text.Line($"    for (int i = 0; i < {ports}; i++) begin");
        text.Line("      noise[i] <= following(noise[i]);");
        text.Line("      turn[i] <= turn[i] != '0 ? turn[i] - 1'b1 : noise[i][4:0] == '0 ? noise[i][12:5] : 8'(noise[i][7:6]);");
        text.Line("      if (turn[i] == '0) rests[i] <= noise[i][8];");
        text.Line("    end");
        text.Line("`else");
        text.Line($"  localparam logic [{ports - 1}:0] rests = '0;");
        text.Line("`endif");
    }

    /// <summary>Each firing and each element between two processes.</summary>
    private void Firings(SourceText text)
    {
        text.Line("`ifdef MR_FIRINGS");
        text.Line("  int firings, elements;");
        text.Line("  initial begin");
        text.Line("    firings = $fopen(\"firings.out\", \"w\");");
        text.Line("    elements = $fopen(\"elements.out\", \"w\");");
        text.Line("  end");
        text.Line("  always_ff @(posedge clk) if (active) begin");
        for (var i = 0; i < design.Processes.Count; i++)
        {
            text.Line($"    if (u_network.{network.Instance(design.Processes[i])}.fire)");
            text.Line($"      $fdisplay(firings, \"%0d %0d {i}\", launch, cycle);");
        }

        foreach (var channel in design.Channels.Where(c => c is { Role: ChannelRole.Data, Writer: not null, Reader: not null }))
        {
            var wire = network.Wire(channel);
            text.Line($"    if (u_network.{wire}_push) begin");
            text.Line($"      $fwrite(elements, \"%0d %0d {channel.Number} \", launch, cycle);");
            for (var low = (channel.Type.Bits - 1) / PrintedBits * PrintedBits; low >= 0; low -= PrintedBits)
            {
                var high = Math.Min(channel.Type.Bits, low + PrintedBits) - 1;
                text.Line($"      $fwrite(elements, \"%h\", u_network.{wire}_data[{high}:{low}]);");
            }

            text.Line("      $fdisplay(elements, \"\");");
            text.Line("    end");
        }

        text.Line("  end");
        text.Line("`endif");
    }

    private void Memory(SourceText text)
    {
        if (design.Memories.Count == 0)
            return;
        text.Line("// An off-chip memory: the word of a load comes LATENCY cycles later,");
        text.Line("// a store is there for the loads of the cycles after it.");
        text.Line($"module {memoryModule} #(");
        text.Line("    parameter int WIDTH = 8, parameter int WORDS = 2, parameter int ADDRESS_BITS = 1, parameter int LATENCY = 1");
        text.Line(") (");
        text.Line("    input logic clk, input logic load, input logic [ADDRESS_BITS-1:0] load_at, output logic [WIDTH-1:0] load_data,");
        text.Line("    input logic store, input logic [ADDRESS_BITS-1:0] store_at, input logic [WIDTH-1:0] store_data");
        text.Line(");");
        text.Line("  logic [WIDTH-1:0] memory[WORDS];");
        text.Line("  logic [WIDTH-1:0] word;");
        text.Line("  always_ff @(posedge clk) begin");
        text.Line("    if (store) memory[store_at] <= store_data;");
        text.Line("    word <= load ? memory[load_at] : '0;");
        text.Line("  end");
        text.Line("  if (LATENCY > 1) begin : gen_path");
        text.Line("    mr_delay #(.WIDTH(WIDTH), .CYCLES(LATENCY - 1)) path (.clk(clk), .d(word), .q(load_data));");
        text.Line("  end else begin : gen_direct");
        text.Line("    assign load_data = word;");
        text.Line("  end");
        text.Line("endmodule");
        text.Line();
    }

    private void Place(SourceText text, OffChipMemory memory)
    {
        var (name, bits) = (network.Name(memory), IndexEmitter.CounterBits(memory.Words - 1));
        var (load, store) = network.Uses(memory);
        text.Line($"  logic {name}_load{(load ? "" : " = 1'b0")}, {name}_store{(store ? "" : " = 1'b0")};");
        text.Line($"  logic [{bits - 1}:0] {name}_load_at{(load ? "" : " = '0")}, {name}_store_at{(store ? "" : " = '0")};");
        text.Line($"  logic [{memory.Word.Bits - 1}:0] {name}_load_data, {name}_store_data{(store ? "" : " = '0")};");
        text.Line($"  {memoryModule} #(.WIDTH({memory.Word.Bits}), .WORDS({memory.Words}), .ADDRESS_BITS({bits}),");
        text.Line($"      .LATENCY({memory.Timing.ReadLatency - 1})) {name}_memory (");
        text.Line($"      .clk(clk), .load({name}_load), .load_at({name}_load_at), .load_data({name}_load_data),");
        text.Line($"      .store({name}_store), .store_at({name}_store_at), .store_data({name}_store_data));");
        text.Line($"  initial $readmemh(\"{name}.hex\", {name}_memory.memory);");
    }

    private void Place(SourceText text)
    {
        text.Line($"  {network.Top} u_network (");
        text.Line("      .clk(clk), .rst(rst), .start(start),");
        foreach (var argument in design.Arguments.Values)
            text.Line($"      .arg_{argument.Name}(arg_{argument.Name}),");
        foreach (var channel in design.Inputs.Concat(design.Outputs))
        {
            var name = network.Wire(channel);
            text.Line($"      .{name}_push({name}_push), .{name}_data({name}_data), .{name}_credit({name}_credit),");
        }

        foreach (var memory in design.Memories)
        {
            var name = network.Name(memory);
            var (load, store) = network.Uses(memory);
            if (load)
                text.Line($"      .{name}_load({name}_load), .{name}_load_at({name}_load_at), .{name}_load_data({name}_load_data),");
            if (store)
                text.Line($"      .{name}_store({name}_store), .{name}_store_at({name}_store_at), .{name}_store_data({name}_store_data),");
        }

        text.Line("      .idle(idle));");
    }

    private void Script(SourceText text)
    {
        text.Line("  always_ff @(posedge clk) begin");
        text.Line("    start <= 1'b0;");
        text.Line("    if (resetting != 0) begin");
        text.Line("      resetting <= resetting - 1;");
        text.Line("      if (resetting == 1) rst <= 1'b0;");
        text.Line("      if (resetting == 4) begin");
        text.Line("        launches = $fopen(\"launches.txt\", \"r\");");
        foreach (var channel in design.Inputs)
            text.Line($"        {network.Wire(channel)}_file = $fopen(\"{network.Wire(channel)}.in\", \"r\");");
        foreach (var channel in design.Outputs)
            text.Line($"        {network.Wire(channel)}_file = $fopen(\"{network.Wire(channel)}.out\", \"w\");");
        text.Line("      end");
        var files = design.Inputs.Concat(design.Outputs).Select(c => $"{network.Wire(c)}_file").Prepend("launches");
        text.Line($"      if (resetting == 2 && ({string.Join(" || ", files.Select(f => $"{f} == 0"))})) begin");
        text.Line("        $display(\"a file of the test bench is missing\");");
        text.Line("        $finish;");
        text.Line("      end");
        text.Line("    end else if (start) begin");
        text.Line("      active <= 1'b1;");
        text.Line("      cycle <= 0;");
        foreach (var channel in design.Inputs.Concat(design.Outputs))
            text.Line($"      {network.Wire(channel)}_done <= 0;");
        text.Line("    end else if (!active) begin");
        var counts = design.Inputs.Concat(design.Outputs).Select(c => $"{network.Wire(c)}_count");
        var fields = design.Arguments.Values.Select(a => $"arg_{a.Name}").Concat(counts).ToList();
        if (fields.Count > 0)
        {
            var format = string.Join(' ', fields.Select(_ => "%d"));
            text.Line($"      result = $fscanf(launches, \"{format}\", {string.Join(", ", fields)});");
            text.Line($"      if (result == {fields.Count}) start <= 1'b1;");
            text.Line("      else if (ending != 0) ending <= ending - 1;");
            text.Line("      else begin");
            foreach (var name in design.Memories.Where(m => network.Uses(m).Store).Select(network.Name))
                text.Line($"        $writememh(\"{name}.end\", {name}_memory.memory);");
            text.Line("        $finish;");
            text.Line("      end");
        }

        text.Line("    end else begin");
        text.Line("      cycle <= cycle + 1;");
        foreach (var channel in design.Inputs)
        {
            var name = network.Wire(channel);
            text.Line($"      {name}_push <= 1'b0;");
            text.Line($"      if ({name}_go) begin");
            text.Line($"        {name}_push <= 1'b1;");
            text.Line($"        {name}_scanned = $fscanf({name}_file, \"%h\", {name}_next);");
            text.Line($"        {name}_data <= {name}_next;");
            text.Line($"        {name}_done <= {name}_done + 1;");
            text.Line("      end");
        }

        foreach (var channel in design.Outputs)
        {
            var name = network.Wire(channel);
            text.Line($"      if ({name}_go) begin");
            text.Line($"        $fdisplay({name}_file, \"%0d %0d %h\", launch, cycle, {name}_head);");
            text.Line($"        {name}_done <= {name}_done + 1;");
            text.Line("      end");
        }

        var done = string.Join(" && ", design.Outputs.Select(c => $"{network.Wire(c)}_done == {network.Wire(c)}_count").Append("idle"));
        text.Line($"      if ({done} && cycle > 2) begin");
        text.Line("        active <= 1'b0;");
        text.Line("        launch <= launch + 1;");
        text.Line("      end");
        text.Line("    end");
        text.Line("  end");
    }
}

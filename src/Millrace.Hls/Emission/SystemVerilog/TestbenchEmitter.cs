namespace Millrace.Hls;

/// <summary>
/// A test bench in SystemVerilog, driven by a clock alone: it reads launches and inputs from files, offers an element in every cycle in
/// which there is room, takes one in every cycle in which there is one, answers off-chip memories in their latency, and writes down every
/// element that comes out with its cycle, counted from the launch.
/// </summary>
internal sealed class TestbenchEmitter(Design design, NetworkEmitter network, string module, string memoryModule)
{
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
        foreach (var argument in design.Arguments.Values)
            text.Line($"  {ProcessEmitter.ArgumentType(argument)} arg_{argument.Name} = '0;");
        foreach (var channel in design.Inputs)
        {
            var name = network.Wire(channel);
            text.Line($"  int {name}_file, {name}_count = 0, {name}_done = 0, {name}_scanned;");
            text.Line($"  logic {name}_push = 1'b0, {name}_credit, {name}_ready;");
            text.Line($"  logic [{channel.Type.Bits - 1}:0] {name}_data = '0, {name}_next;");
            text.Line($"  mr_credits #(.CREDITS({channel.Depth}), .INITIAL({channel.Depth}), .LATENCY({channel.CreditLatency}))");
            text.Line($"  {name}_credits (");
            text.Line($"      .clk(clk), .rst(rst), .take(active && {name}_ready && {name}_done != {name}_count),");
            text.Line($"      .give({name}_credit), .ready({name}_ready));");
        }

        foreach (var channel in design.Outputs)
        {
            var name = network.Wire(channel);
            text.Line($"  int {name}_file, {name}_count = 0, {name}_done = 0;");
            text.Line($"  logic {name}_push, {name}_credit, {name}_valid;");
            text.Line($"  logic [{channel.Type.Bits - 1}:0] {name}_data, {name}_head;");
            text.Line($"  mr_fifo #(.WIDTH({channel.Type.Bits}), .DEPTH({channel.Depth}), .LATENCY({channel.Latency})) {name}_fifo (");
            text.Line($"      .clk(clk), .rst(rst), .push({name}_push), .data({name}_data), .pop({name}_valid), .valid({name}_valid),");
            text.Line($"      .head({name}_head), .credit({name}_credit));");
        }

        foreach (var memory in design.Memories)
            Place(text, memory);
        Place(text);
        Script(text);
        text.Line("endmodule");
        return text.ToString();
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
            text.Line($"      if (result != {fields.Count}) $finish;");
            text.Line("      else start <= 1'b1;");
        }

        text.Line("    end else begin");
        text.Line("      cycle <= cycle + 1;");
        foreach (var channel in design.Inputs)
        {
            var name = network.Wire(channel);
            text.Line($"      {name}_push <= 1'b0;");
            text.Line($"      if ({name}_ready && {name}_done != {name}_count) begin");
            text.Line($"        {name}_push <= 1'b1;");
            text.Line($"        {name}_scanned = $fscanf({name}_file, \"%h\", {name}_next);");
            text.Line($"        {name}_data <= {name}_next;");
            text.Line($"        {name}_done <= {name}_done + 1;");
            text.Line("      end");
        }

        foreach (var channel in design.Outputs)
        {
            var name = network.Wire(channel);
            text.Line($"      if ({name}_valid) begin");
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

using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>The test bench around a kernel: a host, a memory behind each master, something that writes or reads each stream.</summary>
internal static class AxiTestbench
{
    /// <summary>Its module.</summary>
    internal const string Module = "mr_axi_testbench";

    /// <summary>The modules it places, by file.</summary>
    internal static IEnumerable<(string File, string Text)> Parts()
    {
        var assembly = typeof(AxiTestbench).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("mr_test_", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    /// <summary>Where a memory lies; each begins in another page.</summary>
    internal static ulong Base(int memory) => 0x4_0000_0000UL * (ulong)(memory + 1) + 0x7000UL;

    internal static string Text(RtlKernel kernel)
    {
        var text = new List<string>
        {
            $"module {Module} (",
            "    input logic clk",
            ");",
            "  int stall, latency, resetting = 10, finishing = 20;",
            "  logic rst = 1'b1, finished;",
            "  initial begin",
            "    if ($value$plusargs(\"stall=%d\", stall) == 0) stall = 0;",
            "    if ($value$plusargs(\"latency=%d\", latency) == 0) latency = 1;",
            "  end",
            "  always @(posedge clk) begin",
            "    if (resetting != 0) resetting <= resetting - 1;",
            "    rst <= resetting != 0;",
            "    if (finished) finishing <= finishing - 1;",
            "    if (finishing == 0) $finish;",
            "  end",
        };
        var ports = new List<string> { ".ap_clk(clk)", ".ap_rst_n(!rst)" };
        Wires("s_axi_control", ("awvalid", 1), ("awready", 1), ("awaddr", 12), ("wvalid", 1), ("wready", 1), ("wdata", 32), ("wstrb", 4));
        Wires("s_axi_control", ("bvalid", 1), ("bready", 1), ("bresp", 2), ("arvalid", 1), ("arready", 1), ("araddr", 12), ("rvalid", 1));
        Wires("s_axi_control", ("rready", 1), ("rdata", 32), ("rresp", 2));
        Place("mr_test_host", "", "host", "s_axi_control", ".finished(finished)",
            "awvalid", "awready", "awaddr", "wvalid", "wready", "wdata", "wstrb", "bvalid", "bready", "arvalid", "arready", "araddr",
            "rvalid", "rready", "rdata");
        foreach (var stream in kernel.Streams)
        {
            Wires(stream.Name, ("tvalid", 1), ("tready", 1), ("tdata", 8 * stream.Bytes));
            if (!stream.IsInput)
                Wires(stream.Name, ("tlast", 1));
            Place(
                stream.IsInput ? "mr_test_axis_source" : "mr_test_axis_sink",
                FormattableString.Invariant($"#(.BYTES({stream.Bytes}), .NAME(\"{stream.Name}\")) "),
                stream.Name + "_host", stream.Name, "",
                stream.IsInput ? ["tvalid", "tready", "tdata"] : ["tvalid", "tready", "tdata", "tlast"]);
        }

        for (var i = 0; i < kernel.Memories.Count; i++)
            Memory(kernel.Memories[i], Base(i));
        text.Add($"  {kernel.Name} kernel (");
        text.Add($"      {string.Join(",\n      ", ports)});");
        text.Add("endmodule");
        return string.Join('\n', text) + "\n";

        void Memory(KernelMemory memory, ulong start)
        {
            (string Name, int Bits)[] reading =
            [
                ("arvalid", 1), ("arready", 1), ("araddr", 64), ("arlen", 8), ("arsize", 3), ("arburst", 2),
                ("rvalid", 1), ("rready", 1), ("rdata", memory.DataBits), ("rresp", 2), ("rlast", 1),
            ];
            (string Name, int Bits)[] writing =
            [
                ("awvalid", 1), ("awready", 1), ("awaddr", 64), ("awlen", 8), ("awsize", 3), ("awburst", 2),
                ("wvalid", 1), ("wready", 1), ("wdata", memory.DataBits), ("wstrb", memory.DataBits / 8), ("wlast", 1),
                ("bvalid", 1), ("bready", 1), ("bresp", 2),
            ];
            if (memory.Loads)
                Wires(memory.Name, reading);
            if (memory.Stores)
                Wires(memory.Name, writing);
            var connected = (memory.Loads ? reading : []).Concat(memory.Stores ? writing : []).Select(s => s.Name).ToArray();
            var idle = (memory.Loads ? "" : ".arvalid(1'b0), ") + (memory.Stores ? "" : ".awvalid(1'b0), .wvalid(1'b0), ");
            var beats = memory.Bytes * 8 / memory.DataBits;
            var shape = FormattableString.Invariant($"#(.DATA({memory.DataBits}), .BEATS({beats}), .BASE(64'h{start:x}), ");
            Place(
                "mr_test_axi_memory", $"{shape}.NAME(\"{memory.Name}\")) ", memory.Name + "_memory",
                memory.Name, idle + ".latency(latency), .finished(finished)", connected);
        }

        void Wires(string prefix, params (string Name, int Bits)[] signals)
        {
            foreach (var (name, bits) in signals)
            {
                text.Add(FormattableString.Invariant($"  logic [{bits - 1}:0] {prefix}_{name};"));
                ports.Add($".{prefix}_{name}({prefix}_{name})");
            }
        }

        void Place(string module, string parameters, string name, string prefix, string more, params string[] signals)
        {
            var connections = signals.Select(s => $".{s}({prefix}_{s})").Prepend(more).Where(s => s.Length > 0);
            text.Add($"  {module} {parameters}{name} (.clk(clk), .rst(rst), .stall(stall),");
            text.Add($"      {string.Join(",\n      ", connections)});");
        }
    }
}

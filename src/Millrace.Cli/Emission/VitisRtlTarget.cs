using System.Globalization;
using System.Text;
using Millrace.Hls;

namespace Millrace.Cli;

/// <summary>An RTL kernel of Vitis: SystemVerilog behind AXI, its description and the script that packages it.</summary>
internal static class VitisRtlTarget
{
    public static EmitTarget Target { get; } = new("vitis-rtl", Emit);

    private static Dictionary<string, string> Emit(RtlSource source)
    {
        var kernel = RtlKernelEmitter.Emit(source.Design);
        return new Dictionary<string, string>(kernel.Files) { ["README.md"] = Readme(source, kernel) };
    }

    private static string Readme(RtlSource source, RtlKernel kernel)
    {
        var text = new StringBuilder();
        Line($"# {source.Name} as an RTL kernel of Vitis");
        Line($"");
        Line($"Emitted by Millrace from the network '{source.Design.Network.Name}'. No vendor tool has run on it: description and script");
        Line($"follow the documentation of Vitis. Millrace's tests simulate such kernels, behind buses that stall at random.");
        Line($"");
        Line($"| file | what it is |");
        Line($"|---|---|");
        Line($"| hdl/{kernel.Name}.v | the kernel: ap_clk, ap_rst_n, s_axi_control, an AXI4 master a memory, an AXI4-Stream a channel |");
        Line($"| hdl/ | all that is synthesized |");
        Line($"| xilinx/mr_clock_gate.v | the clock gate of Xilinx devices, in place of the one in hdl |");
        Line($"| kernel.xml | the description that v++ reads |");
        Line($"| package_kernel.tcl | packages the kernel: `vivado -mode batch -source package_kernel.tcl` |");
        Line($"");
        Line($"## Registers behind s_axi_control");
        Line($"");
        Line($"Control stands at 0x0, as in ap_ctrl_hs: start, done, idle, ready. Each of the others has 64 bits, the low word first.");
        Line($"");
        Line($"| offset | name | what it is |");
        Line($"|---|---|---|");
        foreach (var register in kernel.Registers)
            Line($"| 0x{register.Offset:x} | {register.Name} | {What(register.Role)} |");
        if (kernel.Streams.Count > 0)
        {
            Line($"");
            Line($"## Streams");
            Line($"");
            Line($"| ports | direction | element | bytes |");
            Line($"|---|---|---|---|");
            foreach (var stream in kernel.Streams)
                Line($"| {stream.Name}_t* | {(stream.IsInput ? "in" : "out")} | {stream.Channel.Type} | {stream.Bytes} |");
        }

        if (kernel.Memories.Count > 0)
        {
            Line($"");
            Line($"## Memories");
            Line($"");
            Line($"| ports | loads, stores | word | words | bytes from one to the next | bits of the bus |");
            Line($"|---|---|---|---|---|---|");
            foreach (var memory in kernel.Memories)
            {
                var access = memory.Loads && memory.Stores ? "both" : memory.Loads ? "loads" : "stores";
                var (word, words) = (memory.Memory.Word, memory.Memory.Words);
                Line($"| {memory.Name}_* | {access} | {word} | {words} | {memory.StrideBytes} | {memory.DataBits} |");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string What(KernelRegisterRole role) => role switch
    {
        KernelRegisterRole.Argument => "launch argument",
        KernelRegisterRole.Base => "where a memory begins: a multiple of 4,096",
        _ => "read by the host",
    };
}

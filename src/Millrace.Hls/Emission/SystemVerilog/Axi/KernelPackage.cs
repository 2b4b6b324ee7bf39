using System.Globalization;
using System.Security;

namespace Millrace.Hls;

/// <summary>What Vitis wants beside a kernel's text: its description, and a script that packages it with Vivado. The forms are those of
/// UG1393 (RTL kernels, kernel.xml) and of the public examples of Vitis; no vendor tool has read them.</summary>
internal static class KernelPackage
{
    /// <summary>The clock gate as a clock buffer of UltraScale devices.</summary>
    internal const string ClockGate =
        """
        // mr_clock_gate as a clock buffer with an enable of Xilinx UltraScale devices, which takes care of its timing itself.
        module mr_clock_gate (
            input  wire clk,
            input  wire step,
            output wire gated
        );
          BUFGCE buffer (.I(clk), .CE(step), .O(gated));
        endmodule

        """;

    /// <summary><c>kernel.xml</c>.</summary>
    internal static string Description(RtlKernel kernel)
    {
        var text = new SourceText();
        text.Line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        text.Line("<root versionMajor=\"1\" versionMinor=\"6\">");
        text.Line($"  <kernel name=\"{kernel.Name}\" language=\"ip_c\" vlnv=\"millrace:kernel:{kernel.Name}:1.0\" attributes=\"\"");
        text.Line("      preferredWorkGroupSizeMultiple=\"0\" workGroupSize=\"1\" interrupt=\"false\" hwControlProtocol=\"ap_ctrl_hs\">");
        text.Line("    <ports>");
        text.Line("      <port name=\"s_axi_control\" mode=\"slave\" range=\"0x1000\" dataWidth=\"32\" "
            + "portType=\"addressable\" base=\"0x0\"/>");
        foreach (var memory in kernel.Memories)
        {
            text.Line($"      <port name=\"{memory.Name}\" mode=\"master\" range=\"0xFFFFFFFFFFFFFFFF\" dataWidth=\"{memory.DataBits}\" "
                + "portType=\"addressable\" base=\"0x0\"/>");
        }

        foreach (var stream in kernel.Streams)
        {
            text.Line($"      <port name=\"{stream.Name}\" mode=\"{(stream.IsInput ? "read_only" : "write_only")}\" "
                + $"dataWidth=\"{Number(8 * stream.Bytes)}\" portType=\"stream\"/>");
        }

        text.Line("    </ports>");
        text.Line("    <args>");
        var (id, names) = (0, new Identifiers());
        foreach (var register in kernel.Registers.Where(r => r.Role == KernelRegisterRole.Argument))
            Argument(register.Name, 0, "s_axi_control", register.Bits > 32 ? 8 : 4, register.Offset, register.Bits > 32 ? "ulong" : "uint");
        foreach (var memory in kernel.Memories)
            Argument(memory.Base.Name, 1, memory.Name, 8, memory.Base.Offset, "void*");
        foreach (var stream in kernel.Streams)
        {
            var type = FormattableString.Invariant($"stream<ap_axiu<{8 * stream.Bytes}, 0, 0, 0> >&");
            Argument(stream.Name, 4, stream.Name, 4, 0, type);
        }

        text.Line("    </args>");
        text.Line("  </kernel>");
        text.Line("</root>");
        return text.ToString();

        void Argument(string name, int qualifier, string port, int size, int offset, string type)
        {
            var where = FormattableString.Invariant($"size=\"0x{size:X}\" offset=\"0x{offset:X3}\" ")
                + FormattableString.Invariant($"hostOffset=\"0x0\" hostSize=\"0x{size:X}\"");
            text.Line($"      <arg name=\"{names.Take(name)}\" addressQualifier=\"{qualifier}\" id=\"{id}\" port=\"{port}\" "
                + $"{where} type=\"{SecurityElement.Escape(type)}\"/>");
            id++;
        }
    }

    /// <summary><c>package_kernel.tcl</c>.</summary>
    internal static string Script(RtlKernel kernel)
    {
        var text = new SourceText();
        text.Line($"# Packages the kernel '{kernel.Name}' with Vivado:");
        text.Line("#   vivado -mode batch -source package_kernel.tcl");
        text.Line($"# makes {kernel.Name}.xo, which v++ links.");
        text.Line("# Written after the documentation of Vivado and Vitis; no vendor tool has run it.");
        text.Line("set here [file dirname [file normalize [info script]]]");
        text.Line("set project [file join $here build project]");
        text.Line("set packaged [file join $here build ip]");
        text.Line();
        text.Line("create_project -force kernel_pack $project");
        text.Line("foreach file [glob [file join $here hdl *.v] [file join $here hdl *.sv]] {");
        text.Line("  # The clock gate is a clock buffer of the device here.");
        text.Line("  if {[file tail $file] ne \"mr_clock_gate.sv\"} { add_files -norecurse $file }");
        text.Line("}");
        text.Line("add_files -norecurse [file join $here xilinx mr_clock_gate.v]");
        text.Line("foreach file [glob -nocomplain [file join $here hdl *.hex]] {");
        text.Line("  add_files -norecurse $file");
        text.Line("  set_property file_type {Memory Initialization Files} [get_files $file]");
        text.Line("}");
        text.Line("# DSP slices of UltraScale+, as instances.");
        text.Line("set_property verilog_define MILLRACE_DSP48E2 [current_fileset]");
        text.Line($"set_property top {kernel.Name} [current_fileset]");
        text.Line("update_compile_order -fileset sources_1");
        text.Line();
        text.Line("ipx::package_project -root_dir $packaged -vendor millrace -library kernel -taxonomy /KernelIP "
            + "-import_files -set_current false");
        text.Line("ipx::unload_core [file join $packaged component.xml]");
        text.Line("ipx::edit_ip_in_project -upgrade true -name edit -directory $packaged [file join $packaged component.xml]");
        text.Line("set core [ipx::current_core]");
        text.Line("foreach parameter [ipx::get_user_parameters -of_objects $core] {");
        text.Line("  ipx::remove_user_parameter [get_property NAME $parameter] $core");
        text.Line("}");
        text.Line("set_property sdx_kernel true $core");
        text.Line("set_property sdx_kernel_type rtl $core");
        text.Line("set_property supported_families {} $core");
        text.Line("set_property auto_family_support_level level_2 $core");
        foreach (var bus in kernel.Memories.Select(m => m.Name).Concat(kernel.Streams.Select(s => s.Name)).Prepend("s_axi_control"))
            text.Line($"ipx::associate_bus_interfaces -busif {bus} -clock ap_clk $core");
        text.Line();
        text.Line("set map [ipx::add_memory_map s_axi_control $core]");
        text.Line("set_property slave_memory_map_ref s_axi_control [ipx::get_bus_interfaces s_axi_control -of_objects $core]");
        text.Line("set block [ipx::add_address_block reg0 $map]");
        text.Line("set_property range 4096 $block");
        text.Line("set_property width 32 $block");
        Register("CTRL", 0, 32, null);
        foreach (var register in kernel.Registers)
        {
            var bus = kernel.Memories.FirstOrDefault(m => m.Base == register)?.Name;
            Register(register.Name, register.Offset, register.Bits > 32 ? 64 : 32, bus);
        }

        text.Line();
        text.Line("ipx::create_xgui_files $core");
        text.Line("ipx::update_checksums $core");
        text.Line("ipx::check_integrity -kernel $core");
        text.Line("ipx::save_core $core");
        text.Line("close_project -delete");
        text.Line();
        text.Line($"set xo [file join $here {kernel.Name}.xo]");
        text.Line("file delete -force $xo");
        text.Line($"package_xo -xo_path $xo -kernel_name {kernel.Name} -ip_directory $packaged -kernel_xml [file join $here kernel.xml]");
        return text.ToString();

        void Register(string name, int offset, int bits, string? bus)
        {
            text.Line($"set register [ipx::add_register {{{name}}} $block]");
            text.Line(FormattableString.Invariant($"set_property address_offset 0x{offset:X3} $register"));
            text.Line($"set_property size {bits} $register");
            if (bus is not null)
                text.Line($"set_property value {bus} [ipx::add_register_parameter ASSOCIATED_BUSIF $register]");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

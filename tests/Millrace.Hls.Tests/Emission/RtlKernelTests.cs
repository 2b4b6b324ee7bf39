using System.Xml.Linq;
using static Millrace.Hls.Language;

namespace Millrace.Hls.Tests.Emission;

/// <summary>The files of a kernel with AXI; that they work is tested by co-simulation.</summary>
public class RtlKernelTests
{
    private static Design Scale(HardwareType word) => Design.Of(Network.Define("scale", n =>
    {
        var table = new OffChipMemory("table", word, 64, new OffChipTiming());
        var log = new OffChipMemory("log", Vec(Int(8), 3), 64, new OffChipTiming());
        n.Out("y", n.Add(Process.Define("scale", p =>
        {
            var loads = p.LoadPort("table", word);
            var stores = p.StorePort("log", Vec(Int(8), 3));
            var x = p.In("x", Vec(Int(8), 3));
            var y = p.Out("y", word);
            p.Loop("i", p.Argument("count", 64), i =>
            {
                stores.Store(i, x.Read());
                y.Write(loads.Load(i + p.Argument("from", 1L << 40)));
            });
        }), table, log, n.In("x", Vec(Int(8), 3))));
    }));

    [Fact]
    public void TheTextIsTheSameOnEveryRun() =>
        Assert.Equal(RtlKernelEmitter.Emit(Scale(Int(32))).Files, RtlKernelEmitter.Emit(Scale(Int(32))).Files);

    [Fact]
    public void RegistersAreArgumentsThenBasesThenStatus() => Assert.Equal(
        [
            new("count", 0x10, KernelRegisterRole.Argument, 7), new("from", 0x18, KernelRegisterRole.Argument, 41),
            new("table", 0x20, KernelRegisterRole.Base, 64), new("log", 0x28, KernelRegisterRole.Base, 64),
            new("cycles", 0x30, KernelRegisterRole.Status, 64), new("steps", 0x38, KernelRegisterRole.Status, 64),
            new("faults", 0x40, KernelRegisterRole.Status, 1),
        ],
        RtlKernelEmitter.Emit(Scale(Int(32))).Registers.ToArray());

    [Fact]
    public void TheDescriptionNamesEveryPortAndArgument()
    {
        var kernel = XDocument.Parse(RtlKernelEmitter.Emit(Scale(Vec(Int(16), 100))).Files["kernel.xml"]).Root!.Element("kernel")!;
        Assert.Equal("scale_kernel", kernel.Attribute("name")!.Value);
        Assert.Equal("ap_ctrl_hs", kernel.Attribute("hwControlProtocol")!.Value);
        Assert.Equal(
            [
                "s_axi_control slave 32 addressable", "m_axi_table master 512 addressable", "m_axi_log master 32 addressable",
                "x read_only 24 stream", "y write_only 1600 stream",
            ],
            kernel.Element("ports")!.Elements().Select(p => Of(p, "name", "mode", "dataWidth", "portType")).ToArray());
        Assert.Equal(
            [
                "0 count 0 s_axi_control 0x4 0x010 uint", "1 from 0 s_axi_control 0x8 0x018 ulong", "2 table 1 m_axi_table 0x8 0x020 void*",
                "3 log 1 m_axi_log 0x8 0x028 void*", "4 x 4 x 0x4 0x000 stream<ap_axiu<24, 0, 0, 0> >&",
                "5 y 4 y 0x4 0x000 stream<ap_axiu<1600, 0, 0, 0> >&",
            ],
            kernel.Element("args")!.Elements()
                .Select(a => Of(a, "id", "name", "addressQualifier", "port", "size", "offset", "type")).ToArray());

        static string Of(XElement element, params string[] names) => string.Join(' ', names.Select(n => element.Attribute(n)!.Value));
    }

    [Fact]
    public void TheScriptPackagesWhatIsThere()
    {
        var kernel = RtlKernelEmitter.Emit(Scale(Int(32)));
        var script = kernel.Files["package_kernel.tcl"];
        foreach (var bus in new[] { "s_axi_control", "m_axi_table", "m_axi_log", "x", "y" })
            Assert.Contains($"ipx::associate_bus_interfaces -busif {bus} -clock ap_clk $core\n", script, StringComparison.Ordinal);
        Assert.Contains(
            "set register [ipx::add_register {log} $block]\nset_property address_offset 0x028 $register\n",
            script, StringComparison.Ordinal);
        Assert.Contains("package_xo -xo_path $xo -kernel_name scale_kernel ", script, StringComparison.Ordinal);
        Assert.Contains("no vendor tool has run it", script, StringComparison.Ordinal);
        Assert.Contains("hdl/scale_kernel.v", kernel.Files.Keys);
        Assert.Contains("hdl/scale_network.sv", kernel.Files.Keys);
        Assert.Contains("BUFGCE", kernel.Files["xilinx/mr_clock_gate.v"], StringComparison.Ordinal);
        Assert.DoesNotContain(kernel.Files.Keys, f => f.Contains("testbench", StringComparison.Ordinal));
    }

    [Fact]
    public void AWordTakesAPowerOfTwoOfBytes()
    {
        var memories = RtlKernelEmitter.Emit(Scale(Vec(Int(16), 100))).Memories;
        Assert.Equal(("m_axi_table", 512, 256, 4, true, false), Of(memories[0]));
        Assert.Equal(("m_axi_log", 32, 4, 1, false, true), Of(memories[1]));
        byte[] words = [1, 2, 3, 4, 5, 6];
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 0], memories[1].Pack(words));
        Assert.Equal(words, memories[1].Unpack(memories[1].Pack(words)));

        static (string, int, int, int, bool, bool) Of(KernelMemory m) => (m.Name, m.DataBits, m.StrideBytes, m.Beats, m.Loads, m.Stores);
    }

    [Fact]
    public void AWordThatDoesNotFitIntoAPageIsRefused() => Assert.Contains(
        "MR0503: off-chip memory 'table' has words of 4100 bytes; AXI4 is emitted of words of at most 4096",
        Assert.Throws<DiagnosticException>(() => RtlKernelEmitter.Emit(Scale(Vec(Int(32), 1025)))).Message, StringComparison.Ordinal);

    [Fact]
    public void FilesAreWrittenWhereTheyBelong()
    {
        var kernel = RtlKernelEmitter.Emit(Scale(Int(32)));
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            kernel.WriteTo(folder);
            Assert.All(kernel.Files, f => Assert.Equal(f.Value, File.ReadAllText(Path.Combine(folder, f.Key))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

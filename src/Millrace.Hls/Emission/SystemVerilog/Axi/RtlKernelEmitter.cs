using System.Numerics;

namespace Millrace.Hls;

/// <summary>
/// A design as an RTL kernel of Vitis: its SystemVerilog, with adapters between its channels and memories and the buses of AXI, the
/// kernel's description (<c>kernel.xml</c>) and a script that packages it with Vivado (<c>package_kernel.tcl</c>).
/// </summary>
public static class RtlKernelEmitter
{
    /// <summary>Bits of the widest bus.</summary>
    private const int WidestBus = 512;

    /// <summary>Bytes that a burst may not cross, and so the most that a word takes.</summary>
    private const int Page = 4096;

    /// <summary>Words of a burst, if it may have as many beats.</summary>
    private const int BurstWords = 16;

    /// <summary>Where the first register of the host's is.</summary>
    internal const int FirstRegister = 0x10;

    /// <summary>Emits a kernel.</summary>
    /// <param name="design">The design.</param>
    /// <returns>Its files; the same text on every run and every machine.</returns>
    /// <exception cref="DiagnosticException">MR0501 to MR0504: something that has no SystemVerilog, or no bus.</exception>
    public static RtlKernel Emit(Design design)
    {
        var network = SystemVerilogEmitter.Emit(design);
        var streams = design.Inputs.Select(c => Stream(network, c, true)).Concat(design.Outputs.Select(c => Stream(network, c, false)));
        var registers = new List<KernelRegister>();
        var names = new Identifiers();
        foreach (var argument in design.Arguments.Values)
            Register(argument.Name, KernelRegisterRole.Argument, ProcessEmitter.ArgumentBits(argument));
        var memories = design.Memories.Select(m => Memory(
            design, network, m, Register(m.Name, KernelRegisterRole.Base, 64))).ToList();
        Register("cycles", KernelRegisterRole.Status, 64);
        Register("steps", KernelRegisterRole.Status, 64);
        Register("faults", KernelRegisterRole.Status, 1);
        var name = new Identifiers().Take(design.Network.Name + "_kernel");
        var kernel = new RtlKernel(name, new Dictionary<string, string>(StringComparer.Ordinal), registers, [.. streams], memories);

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, text) in network.Files.Where(f => f.Key != network.Testbench + ".sv").Concat(Primitives.Axi))
            files["hdl/" + file] = text;
        files[$"hdl/{name}.v"] = new KernelTopEmitter(design, network, kernel).Run();
        files["xilinx/mr_clock_gate.v"] = KernelPackage.ClockGate;
        files["kernel.xml"] = KernelPackage.Description(kernel);
        files["package_kernel.tcl"] = KernelPackage.Script(kernel);
        return kernel with { Files = files };

        KernelRegister Register(string wanted, KernelRegisterRole role, int bits)
        {
            var register = new KernelRegister(names.Take(wanted), FirstRegister + (8 * registers.Count), role, bits);
            registers.Add(register);
            return register;
        }
    }

    /// <summary>Words of the longest burst.</summary>
    internal static int MostWords(KernelMemory memory) =>
        Math.Max(1, Math.Min(BurstWords, Math.Min(Page / memory.StrideBytes, 256 / memory.Beats)));

    private static KernelStream Stream(SystemVerilogDesign network, Channel channel, bool isInput) =>
        new(network.NameOf[channel.Name], channel, isInput, (channel.Type.Bits + 7) / 8);

    private static KernelMemory Memory(Design design, SystemVerilogDesign network, OffChipMemory memory, KernelRegister register)
    {
        var stride = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, memory.WordBytes));
        if (stride > Page)
        {
            throw new DiagnosticException("MR0503", memory.Position,
                $"off-chip memory '{memory.Name}' has words of {memory.WordBytes} bytes; AXI4 is emitted of words of at most {Page}");
        }

        var ports = design.Processes.SelectMany(p => p.Memories).Where(m => m.Value == memory).Select(m => m.Key).ToList();
        return new KernelMemory(
            "m_axi_" + network.NameOf[memory.Name], memory, ports.Any(p => p is LoadPort), ports.Any(p => p is StorePort),
            Math.Min(WidestBus, stride * 8), stride, register);
    }
}

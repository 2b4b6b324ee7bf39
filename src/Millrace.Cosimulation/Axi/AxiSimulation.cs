using System.Globalization;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design emitted as a kernel with AXI, compiled by Verilator with partners on all its buses.</summary>
public sealed class AxiSimulation
{
    private const string Main = """
        #include <cstdlib>
        #include "Vtestbench.h"
        #include "verilated.h"

        int main(int argc, char** argv) {
          VerilatedContext context;
          context.randSeed(std::atoi(argv[2]));
          context.commandArgs(argc, argv);
          Vtestbench bench(&context);
          const unsigned long long limit = std::strtoull(argv[1], nullptr, 10);
          for (unsigned long long cycle = 0; !context.gotFinish(); ++cycle) {
            if (cycle == limit) return 3;
            bench.clk = 0;
            bench.eval();
            bench.clk = 1;
            bench.eval();
          }
          return 0;
        }
        """;

    private readonly string folder;

    private AxiSimulation(Design design, RtlKernel kernel, string folder) => (Design, Kernel, this.folder) = (design, kernel, folder);

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>What was emitted of it.</summary>
    public RtlKernel Kernel { get; }

    /// <summary>Emits and compiles a kernel.</summary>
    /// <param name="design">The design.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog yet.</exception>
    /// <exception cref="CosimulationException">Verilator is missing or does not accept the text.</exception>
    public static AxiSimulation Build(Design design, string folder, CancellationToken cancellation = default)
    {
        folder = Path.GetFullPath(folder);
        var kernel = RtlKernelEmitter.Emit(design);
        kernel.WriteTo(folder);
        foreach (var (file, text) in AxiTestbench.Parts().Append((AxiTestbench.Module + ".sv", AxiTestbench.Text(kernel))))
            File.WriteAllText(Path.Combine(folder, file), text);

        // Memories read their contents from where the simulation runs.
        foreach (var (path, text) in kernel.Files.Where(f => f.Key.EndsWith(".hex", StringComparison.Ordinal)))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(path)), text);
        File.WriteAllText(Path.Combine(folder, "main.cpp"), Main);
        Tool.Run(
            "verilator", "verilator", folder,
            [
                "--cc", "-O3", "--prefix", "Vtestbench", "--top-module", AxiTestbench.Module, "--timescale", "1ns/1ns",
                "--output-split", "0", "--assert", "-Wno-fatal", "-Wno-lint", "-y", ".", "-y", "hdl", AxiTestbench.Module + ".sv",
            ],
            cancellation);
        VerilatorRuntime.Link(folder, Path.Combine(folder, "simulation"), trace: false, cache: null, cancellation);
        return new AxiSimulation(design, kernel, folder);
    }

    /// <summary>Verilator's lint of the kernel, all warnings on.</summary>
    /// <returns>What it complains of; empty if it is content.</returns>
    public string Lint(CancellationToken cancellation = default) => Tool.Run(
        "verilator", "verilator", folder,
        ["--lint-only", "-Wall", "-Wno-fatal", "--top-module", Kernel.Name, "-y", "hdl", $"hdl/{Kernel.Name}.v"], cancellation);

    /// <summary>Yosys's check of the kernel: no latch, no driver missing or doubled, no combinational loop, and no path from an input to an
    /// output that passes no register.</summary>
    /// <returns>What it complains of; empty if it is content.</returns>
    public string Check(CancellationToken cancellation = default)
    {
        var files = string.Join(' ', Kernel.Files.Keys.Where(f => f.EndsWith(".sv", StringComparison.Ordinal)));

        // Contents of memories are read from the folder Yosys works in.
        var script = $"read_verilog -sv {files}; read_verilog hdl/{Kernel.Name}.v; hierarchy -check -top {Kernel.Name}; proc; "
            + "select -assert-none t:$dlatch; check -assert; flatten; opt_clean; "
            + "select -assert-none i:* %co*:-$dff o:* %i";
        return Tool.Run("yosys", "yosys", folder, ["-q", "-p", script], cancellation).Trim();
    }

    /// <summary>Runs launches, one after the other.</summary>
    /// <param name="launches">What to launch.</param>
    /// <param name="memories">Bytes of off-chip memories before the first launch, word behind word.</param>
    /// <param name="traffic">What the buses are like.</param>
    /// <param name="mostCycles">The clock is stopped after so many.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">A rule of AXI was broken, or the simulation failed or did not end.</exception>
    public AxiOutcome Run(
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        IReadOnlyDictionary<OffChipMemory, byte[]> memories, AxiTraffic traffic, long mostCycles, CancellationToken cancellation = default)
    {
        foreach (var memory in Kernel.Memories)
            File.WriteAllText(In(memory.Name + ".hex"), Hex(memory.Pack(memories[memory.Memory]), memory.DataBits / 8));
        foreach (var stream in Kernel.Streams.Where(s => s.IsInput))
        {
            var (name, type) = (stream.Channel.Name, stream.Channel.Type);
            File.WriteAllText(In(stream.Name + ".in"), string.Concat(launches.Select(l => HexWords.Text(type, l.Inputs[name]))));
        }

        File.WriteAllText(In("host.txt"), string.Concat(launches.SelectMany(l => Script(l.Arguments)).Select(l => l + "\n")));
        Tool.Run(
            In("simulation"), "verilator", folder,
            [
                mostCycles.ToString(CultureInfo.InvariantCulture), traffic.Seed.ToString(CultureInfo.InvariantCulture),
                FormattableString.Invariant($"+stall={traffic.Stall}"), FormattableString.Invariant($"+latency={traffic.Latency}"),
            ],
            cancellation);
        var read = File.ReadLines(In("host.log")).Select(l => long.Parse(l, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();
        return new AxiOutcome(
            Kernel.Streams.Where(s => !s.IsInput).ToDictionary(s => s.Channel.Name, Elements),
            Kernel.Memories.ToDictionary(m => m.Memory, m => m.Unpack(Bytes(m))),
            [.. read.Chunk(3).Select(r => new AxiLaunch(r[0], r[1], r[2]))]);
    }

    private string In(string file) => Path.Combine(folder, file);

    /// <summary>What the host does for a launch: arguments, bases, start, wait, read.</summary>
    private IEnumerable<string> Script(IReadOnlyDictionary<string, long> arguments)
    {
        foreach (var (argument, register) in Design.Arguments.Keys.Zip(Kernel.Registers))
        {
            foreach (var line in Writes(register, (ulong)arguments[argument]))
                yield return line;
        }

        for (var i = 0; i < Kernel.Memories.Count; i++)
        {
            foreach (var line in Writes(Kernel.Memories[i].Base, AxiTestbench.Base(i)))
                yield return line;
        }

        yield return "0 000 1";
        yield return "1 000 2";
        foreach (var register in Kernel.Registers.Where(r => r.Role == KernelRegisterRole.Status))
            yield return FormattableString.Invariant($"2 {register.Offset:x} 0");
    }

    private static IEnumerable<string> Writes(KernelRegister register, ulong value)
    {
        yield return FormattableString.Invariant($"0 {register.Offset:x} {value & 0xFFFFFFFF:x}");
        yield return FormattableString.Invariant($"0 {register.Offset + 4:x} {value >> 32:x}");
    }

    private AxiElements Elements(KernelStream stream)
    {
        var (raw, last) = (new List<long>(), new List<bool>());
        foreach (var line in File.ReadLines(In(stream.Name + ".out")))
        {
            last.Add(line[0] == '1');
            raw.AddRange(HexWords.Parse(line[2..], stream.Channel.Type));
        }

        return new AxiElements([.. raw], last);
    }

    private byte[] Bytes(KernelMemory memory)
    {
        var size = memory.DataBits / 8;
        return [.. File.ReadLines(In(memory.Name + ".left")).Where(l => !l.StartsWith('/')).SelectMany(l => Beat(l.Trim(), size))];
    }

    private static IEnumerable<byte> Beat(string hex, int size) => Convert.FromHexString(hex.PadLeft(2 * size, '0')).Reverse();

    private static string Hex(byte[] bytes, int size) =>
        string.Concat(bytes.Chunk(size).Select(b => Convert.ToHexString([.. b.Reverse()]) + "\n"));
}

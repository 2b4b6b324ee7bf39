using System.Globalization;
using System.Text;
using Millrace.Cosimulation;
using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cli;

/// <summary>SystemVerilog with its test bench and, of a kernel, a launch with random words and what it must give.</summary>
internal static class SystemVerilogTarget
{
    public static EmitTarget Target { get; } = new("systemverilog", Emit);

    private static Dictionary<string, string> Emit(RtlSource source)
    {
        var emitted = SystemVerilogEmitter.Emit(source.Design);
        var files = emitted.Files.ToDictionary(f => f.Key, f => f.Value);
        files["main.cpp"] = SimulationFiles.Main + "\n";
        var cycles = source.Kernel is { } kernel ? AddLaunch(files, kernel, emitted) : (long?)null;
        files["README.md"] = Readme(source, emitted, files.Keys, cycles);
        return files;
    }

    /// <summary>Adds one launch; gives its cycles.</summary>
    private static long AddLaunch(Dictionary<string, string> files, KernelInstance kernel, SystemVerilogDesign emitted)
    {
        var (design, random) = (kernel.Design, new Random(0));
        LaunchSize.Check(kernel);
        var simulator = new Simulator(design);
        RandomLaunch.Fill(simulator.Data, random);
        var memories = design.Memories.ToDictionary(m => m, m => RandomLaunch.Words(simulator.Data, m));
        var inputs = RandomLaunch.Inputs(design, kernel.InputWords, random);
        var result = simulator.Launch(kernel.Launch, inputs);
        var launch = new CosimulationLaunch(
            kernel.Launch, inputs, result.Timing.Outputs.ToDictionary(o => o.Key, o => (long)o.Value.Count));
        foreach (var (name, text) in SimulationFiles.Inputs(design, emitted, [launch], memories)
            .Concat(SimulationFiles.Expected(design, emitted, [result])))
            files[name] = text;
        return result.Timing.Cycles;
    }

    private static string Readme(RtlSource source, SystemVerilogDesign emitted, IEnumerable<string> files, long? cycles)
    {
        var (design, text) = (source.Design, new StringBuilder());
        Line($"# {source.Name} in SystemVerilog");
        Line($"");
        Line($"Emitted by Millrace from the network '{design.Network.Name}': {design.Processes.Count} processes.");
        if (source.Kernel is { } kernel)
            Line($"Kernel {kernel.Kernel.Name} with {string.Join(' ', kernel.Values.All.Select(v => $"{v.Key}={v.Value}"))}.");
        Line($"");
        Line($"| file | what it is |");
        Line($"|---|---|");
        Line($"| {emitted.Top}.sv | the design: joins the modules of all processes |");
        foreach (var file in files.Where(f => f != emitted.Top + ".sv").Order(StringComparer.Ordinal))
            Line($"| {file} | {What(file, emitted, design)} |");
        Line($"");
        Line($"Synthesis takes all `.sv` files but the test bench, and the `.hex` files of tables and memories on chip beside them.");
        Line($"");
        Line($"## Simulation with Verilator");
        Line($"");
        var bench = emitted.Testbench;
        const string Options = "--cc --exe --build -O3 --prefix Vtestbench --timescale 1ns/1ns --assert -Wno-fatal -Wno-lint -y .";
        Line($"    verilator {Options} --top-module {bench} {bench}.sv main.cpp");
        if (cycles is { } c)
        {
            Line($"    obj_dir/Vtestbench {(2 * c) + 1000}");
            foreach (var output in design.Outputs)
                Line($"    cmp {emitted.NameOf[output.Name]}.out {emitted.NameOf[output.Name]}.expected");
            Line($"");
            Line($"The launch has random words. Each line of an `.out` file is an element: launch, cycle, word. It takes {c} cycles.");
        }
        else
        {
            Line($"    obj_dir/Vtestbench MOST_CYCLES");
            Line($"");
            var ports = string.Join(", ", design.Inputs.Concat(design.Outputs).Select(p => emitted.NameOf[p.Name]));
            var arguments = string.Join(", ", design.Arguments.Keys);
            Line($"The test bench reads `launches.txt`, a line a launch: the arguments {arguments}, then how many elements");
            Line($"each of {ports} has; an `.in` file for each input and a `.hex` file for each off-chip memory, a");
            Line($"hexadecimal word a line.");
        }

        Line($"With `+define+MR_FIRINGS` it writes down each firing of every process too; with `+define+MR_JITTER`, and");
        Line($"`+jitter=SEED` when it is run, its ports rest at random. `millrace cosim` does all this and compares.");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string What(string file, SystemVerilogDesign emitted, Design design)
    {
        if (file == emitted.Testbench + ".sv") return "the test bench, driven by a clock alone; not for synthesis";
        if (file == "main.cpp") return "gives the test bench its clock";
        if (file == "launches.txt") return "arguments and numbers of elements of each launch";
        if (file.StartsWith("mr_", StringComparison.Ordinal)) return "a primitive of the library";
        if (file.EndsWith(".in", StringComparison.Ordinal)) return "words of an input, for the test bench";
        if (file.EndsWith(".expected", StringComparison.Ordinal)) return "what the test bench must write into the file .out of this name";
        if (design.Memories.Any(m => emitted.NameOf[m.Name] + ".hex" == file)) return "contents of an off-chip memory, for the test bench";
        return file.EndsWith(".sv", StringComparison.Ordinal) ? "a process" : "contents of a memory or table on chip";
    }
}

using System.Globalization;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design compiled by Verilator, with its test bench.</summary>
public sealed class VerilatedDesign
{
    private const string Main = """
        #include <cstdlib>
        #include "Vtestbench.h"
        #include "verilated.h"

        int main(int argc, char** argv) {
          VerilatedContext context;
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

    private VerilatedDesign(Design design, SystemVerilogDesign emitted, string folder) =>
        (Design, Emitted, this.folder) = (design, emitted, folder);

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>Its SystemVerilog.</summary>
    public SystemVerilogDesign Emitted { get; }

    /// <summary>Emits and compiles a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DiagnosticException">Something has no SystemVerilog yet.</exception>
    /// <exception cref="CosimulationException">Verilator is missing or does not accept the text.</exception>
    public static VerilatedDesign Build(Design design, string folder, CancellationToken cancellation = default)
    {
        var emitted = SystemVerilogEmitter.Emit(design);
        Directory.CreateDirectory(folder);
        emitted.WriteTo(folder);
        File.WriteAllText(Path.Combine(folder, "main.cpp"), Main);
        Tool.Run(
            "verilator", "verilator", folder,
            [
                "--cc", "-O3", "--prefix", "Vtestbench", "--top-module", emitted.Testbench, "--timescale", "1ns/1ns", "--output-split", "0",
                "--assert", "-Wno-fatal", "-Wno-lint", "-y", ".", emitted.Testbench + ".sv",
            ],
            cancellation);
        VerilatorRuntime.Link(folder, cancellation);
        return new VerilatedDesign(design, emitted, folder);
    }

    /// <summary>Verilator's lint of the emitted modules, all warnings on.</summary>
    /// <returns>What it complains of; empty if it is content.</returns>
    public string Lint(CancellationToken cancellation = default) => Tool.Run(
        "verilator", "verilator", folder,
        ["--lint-only", "-Wall", "-Wno-fatal", "--top-module", Emitted.Top, "-y", ".", Emitted.Top + ".sv"], cancellation);

    /// <summary>Runs launches, one after the other.</summary>
    /// <param name="launches">What to launch, and how many elements each output gives.</param>
    /// <param name="memories">Words of off-chip memories before the first launch; 0 where nothing is given.</param>
    /// <param name="mostCycles">The clock is stopped after so many.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each launch and output, the elements.</returns>
    /// <exception cref="CosimulationException">The simulation failed or did not end.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, SimulatedOutput>> Run(
        IReadOnlyList<CosimulationLaunch> launches, IReadOnlyDictionary<OffChipMemory, long[]> memories, long mostCycles,
        CancellationToken cancellation = default)
    {
        Inputs(launches);
        foreach (var memory in Design.Memories)
        {
            var raw = memories.TryGetValue(memory, out var given) ? given : new long[memory.Words * memory.Word.Lanes];
            File.WriteAllText(Path.Combine(folder, Emitted.NameOf[memory.Name] + ".hex"), HexWords.Text(memory.Word, raw));
        }

        Tool.Run(
            Path.Combine(folder, "simulation"), "verilator", folder, [mostCycles.ToString(CultureInfo.InvariantCulture)], cancellation);
        return Outputs(launches.Count);
    }

    private void Inputs(IReadOnlyList<CosimulationLaunch> launches)
    {
        var lines = launches.Select(l => string.Join(' ', Design.Arguments.Keys.Select(a => l.Arguments[a])
            .Concat(Design.Inputs.Select(i => (long)l.Inputs[i.Name].Length / i.Type.Lanes))
            .Concat(Design.Outputs.Select(o => l.OutputElements[o.Name]))));
        File.WriteAllText(Path.Combine(folder, "launches.txt"), string.Join('\n', lines) + "\n");
        foreach (var input in Design.Inputs)
        {
            File.WriteAllText(
                Path.Combine(folder, Emitted.NameOf[input.Name] + ".in"),
                string.Concat(launches.Select(l => HexWords.Text(input.Type, l.Inputs[input.Name]))));
        }
    }

    private List<Dictionary<string, SimulatedOutput>> Outputs(int launches)
    {
        var found = Enumerable.Range(0, launches)
            .Select(_ => Design.Outputs.ToDictionary(o => o.Name, _ => (Cycles: new List<long>(), Raw: new List<long>()))).ToList();
        foreach (var output in Design.Outputs)
        {
            foreach (var line in File.ReadLines(Path.Combine(folder, Emitted.NameOf[output.Name] + ".out")))
            {
                var fields = line.Split(' ');
                var (cycles, raw) = found[int.Parse(fields[0], CultureInfo.InvariantCulture)][output.Name];
                cycles.Add(long.Parse(fields[1], CultureInfo.InvariantCulture));
                raw.AddRange(HexWords.Parse(fields[2], output.Type));
            }
        }

        return [.. found.Select(l => l.ToDictionary(o => o.Key, o => new SimulatedOutput(o.Value.Cycles, [.. o.Value.Raw])))];
    }
}

/// <summary>One launch.</summary>
/// <param name="Arguments">Launch arguments by name.</param>
/// <param name="Inputs">For each input its elements, lane by lane.</param>
/// <param name="OutputElements">For each output how many elements it gives.</param>
public sealed record CosimulationLaunch(
    IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs,
    IReadOnlyDictionary<string, long> OutputElements);

/// <summary>What came out of one output in one launch.</summary>
/// <param name="Cycles">The cycle at which each element was taken.</param>
/// <param name="Raw">The elements, lane by lane.</param>
public sealed record SimulatedOutput(IReadOnlyList<long> Cycles, long[] Raw);

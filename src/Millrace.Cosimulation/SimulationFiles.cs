using System.Text;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What a test bench of <see cref="SystemVerilogEmitter"/> reads and writes, and the program that gives it a clock.</summary>
public static class SimulationFiles
{
    /// <summary>A program in C++ around Verilator's model of a test bench; its argument is the most cycles.</summary>
    public const string Main = """
        #include <chrono>
        #include <cstdio>
        #include <cstdlib>
        #include "Vtestbench.h"
        #include "verilated.h"
        #if VM_TRACE
        #include "verilated_fst_c.h"
        #endif

        int main(int argc, char** argv) {
          VerilatedContext context;
          context.commandArgs(argc, argv);
        #if VM_TRACE
          context.traceEverOn(true);
        #endif
          Vtestbench bench(&context);
        #if VM_TRACE
          VerilatedFstC trace;
          bench.trace(&trace, 99);
          trace.open(argv[2]);
        #endif
          const unsigned long long limit = std::strtoull(argv[1], nullptr, 10);
          unsigned long long cycle = 0;
          const auto start = std::chrono::steady_clock::now();
          for (; !context.gotFinish() && cycle != limit; ++cycle) {
            bench.clk = 0;
            bench.eval();
        #if VM_TRACE
            trace.dump(static_cast<uint64_t>(2 * cycle));
        #endif
            bench.clk = 1;
            bench.eval();
        #if VM_TRACE
            trace.dump(static_cast<uint64_t>(2 * cycle + 1));
        #endif
          }
          const auto time = std::chrono::steady_clock::now() - start;
          bench.final();
        #if VM_TRACE
          trace.close();
        #endif
          std::printf("clocks %llu nanoseconds %lld ended %d\n", cycle,
              static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count()), context.gotFinish() ? 1 : 0);
          return 0;
        }
        """;

    /// <summary>What the test bench reads.</summary>
    /// <param name="design">The design.</param>
    /// <param name="emitted">Its SystemVerilog.</param>
    /// <param name="launches">What to launch, and how many elements each output gives.</param>
    /// <param name="memories">Raw lanes of off-chip memories before the first launch; 0 where nothing is given.</param>
    /// <returns>Text by file name.</returns>
    public static IReadOnlyDictionary<string, string> Inputs(
        Design design, SystemVerilogDesign emitted, IReadOnlyList<CosimulationLaunch> launches,
        IReadOnlyDictionary<OffChipMemory, long[]> memories)
    {
        var lines = launches.Select(l => string.Join(' ', design.Arguments.Keys.Select(a => l.Arguments[a])
            .Concat(design.Inputs.Select(i => (long)l.Inputs[i.Name].Length / i.Type.Lanes))
            .Concat(design.Outputs.Select(o => l.OutputElements[o.Name]))));
        var files = new Dictionary<string, string> { ["launches.txt"] = string.Join('\n', lines) + "\n" };
        foreach (var input in design.Inputs)
        {
            files[emitted.NameOf[input.Name] + ".in"] = string.Concat(
                launches.Select(l => HexWords.Text(input.Type, l.Inputs[input.Name])));
        }

        foreach (var memory in design.Memories)
        {
            var raw = memories.TryGetValue(memory, out var given) ? given : new long[memory.Words * memory.Word.Lanes];
            files[emitted.NameOf[memory.Name] + ".hex"] = HexWords.Text(memory.Word, raw);
        }

        return files;
    }

    /// <summary>What the test bench writes if SystemVerilog is right: a line an element, with launch, cycle and word.</summary>
    /// <param name="design">The design.</param>
    /// <param name="emitted">Its SystemVerilog.</param>
    /// <param name="results">What each launch computed, and when.</param>
    /// <returns>Text by file name, to be compared with the file <c>.out</c> of the same name.</returns>
    public static IReadOnlyDictionary<string, string> Expected(
        Design design, SystemVerilogDesign emitted, IReadOnlyList<LaunchResult> results)
    {
        var files = new Dictionary<string, string>();
        foreach (var output in design.Outputs)
        {
            var text = new StringBuilder();
            for (var launch = 0; launch < results.Count; launch++)
            {
                var words = HexWords.Text(output.Type, results[launch].Outputs[output.Name])
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries);
                var cycles = results[launch].Timing.Outputs[output.Name];
                for (var i = 0; i < words.Length; i++)
                    text.Append(FormattableString.Invariant($"{launch} {cycles[i]} {words[i]}\n"));
            }

            files[emitted.NameOf[output.Name] + ".expected"] = text.ToString();
        }

        return files;
    }
}

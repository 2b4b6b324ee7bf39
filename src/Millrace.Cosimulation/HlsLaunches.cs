using System.Globalization;
using System.Text;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What a test bench of <see cref="VitisHlsEmitter"/> reads: launches with random or given inputs, memories, and what the run face
/// makes of them.</summary>
public static class HlsLaunches
{
    /// <summary>Runs launches on the run face and writes down all that the test bench needs.</summary>
    /// <param name="emitted">The design's C++.</param>
    /// <param name="simulation">The run face, its memories filled; it is run.</param>
    /// <param name="launches">Arguments and inputs of each launch; later ones meet the memories as earlier ones left them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Text by file name.</returns>
    public static IReadOnlyDictionary<string, string> Files(
        VitisHlsDesign emitted, RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        CancellationToken cancellation = default)
    {
        var (design, files) = (simulation.Design, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var memory in design.Memories)
            files[emitted.NameOf[memory.Name] + ".hex"] = Words(memory, simulation);
        var outputs = launches.Select(l => simulation.Run(l.Arguments, l.Inputs, cancellation)).ToList();
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{launches.Count}\n");
        foreach (var (launch, output) in launches.Zip(outputs))
        {
            lines.AppendJoin(' ', design.Arguments.Keys.Select(a => launch.Arguments[a])
                .Concat(design.Inputs.Select(i => (long)launch.Inputs[i.Name].Length / i.Type.Lanes))
                .Concat(design.Outputs.Select(o => (long)output[o.Name].Length / o.Type.Lanes))).Append('\n');
        }

        files["launches.txt"] = lines.ToString();
        foreach (var input in design.Inputs)
        {
            files[emitted.NameOf[input.Name] + ".in"] = string.Concat(
                launches.Select(l => HexWords.Text(input.Type, l.Inputs[input.Name])));
        }

        foreach (var output in design.Outputs)
        {
            files[emitted.NameOf[output.Name] + ".expected"] = string.Concat(
                outputs.Select(o => HexWords.Text(output.Type, o[output.Name])));
        }

        foreach (var memory in design.Processes.SelectMany(p => p.Memories).Where(m => m.Key is StorePort).Select(m => m.Value))
            files[emitted.NameOf[memory.Name] + ".end"] = Words(memory, simulation);
        return files;
    }

    private static string Words(OffChipMemory memory, RunSimulation simulation) =>
        HexWords.Text(memory.Word, MemoryWords.Of(memory, simulation[memory].Bytes));
}

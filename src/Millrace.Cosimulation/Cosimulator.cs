using System.Diagnostics;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design's SystemVerilog beside its other two faces: the same launches, the same off-chip memories, every element of every
/// output compared, and the cycle at which it comes.</summary>
public static class Cosimulator
{
    /// <summary>Runs launches on all three faces.</summary>
    /// <param name="verilated">The compiled SystemVerilog.</param>
    /// <param name="simulation">The run face of the same design, its memories filled.</param>
    /// <param name="launches">Arguments and inputs of each launch; later ones meet the memories as earlier ones left them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Verilator's simulation failed or did not end.</exception>
    /// <exception cref="DiagnosticException">Wrong arguments or inputs.</exception>
    public static CosimulationReport Run(
        VerilatedDesign verilated, RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        CancellationToken cancellation = default)
    {
        var design = verilated.Design;
        var memories = design.Memories.ToDictionary(m => m, m => MemoryWords.Of(m, simulation[m].Bytes));
        var timing = new TimingSimulation(design);
        var clock = Stopwatch.StartNew();
        var expected = launches.Select(l => (
            Data: simulation.Run(l.Arguments, l.Inputs, cancellation), Time: timing.Run(l.Arguments, cancellation))).ToList();
        var own = clock.Elapsed;
        var asked = launches.Zip(expected, (l, e) => new CosimulationLaunch(
            l.Arguments, l.Inputs, e.Time.Outputs.ToDictionary(o => o.Key, o => (long)o.Value.Count))).ToList();
        clock.Restart();
        var found = verilated.Run(asked, memories, MostCycles(expected.Select(e => e.Time.Cycles)), cancellation);
        var theirs = clock.Elapsed;
        return new CosimulationReport
        {
            Bits = expected.Sum(e => design.Outputs.Sum(o => (long)e.Data[o.Name].Length * o.Type.Element.Width)),
            Elements = expected.Sum(e => e.Time.Outputs.Sum(o => (long)o.Value.Count)),
            Cycles = [.. expected.Select(e => e.Time.Cycles)],
            OwnTime = own,
            VerilatorTime = theirs,
            Difference = Enumerable.Range(0, launches.Count)
                .SelectMany(i => design.Outputs.Select(
                    o => Compare(i, o, expected[i].Data[o.Name], expected[i].Time.Outputs[o.Name], found[i][o.Name])))
                .FirstOrDefault(d => d is not null),
        };
    }

    // A design that hangs is stopped some time after it should have ended.
    private static long MostCycles(IEnumerable<long> cycles) => cycles.Sum(c => (2 * c) + 1000) + 1000;

    private static CosimulationDifference? Compare(
        int launch, Channel output, long[] data, IReadOnlyList<long> cycles, SimulatedOutput found)
    {
        var lanes = output.Type.Lanes;
        for (var i = 0; i < cycles.Count; i++)
        {
            if (i == found.Cycles.Count)
                return new(launch, output.Name, i, cycles[i], null, data[i * lanes], null);
            for (var l = 0; l < lanes; l++)
            {
                if (data[(i * lanes) + l] != found.Raw[(i * lanes) + l])
                    return new(launch, output.Name, i, cycles[i], found.Cycles[i], data[(i * lanes) + l], found.Raw[(i * lanes) + l]);
            }

            if (cycles[i] != found.Cycles[i])
                return new(launch, output.Name, i, cycles[i], found.Cycles[i], data[i * lanes], found.Raw[i * lanes]);
        }

        return found.Cycles.Count > cycles.Count
            ? new(launch, output.Name, cycles.Count, null, found.Cycles[cycles.Count], null, found.Raw[cycles.Count * lanes])
            : null;
    }
}

using System.Diagnostics;
using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A design's SystemVerilog beside its other two faces: the same launches, the same off-chip memories, every element of every
/// output compared, and the cycle at which it comes; the memories at the end; and, if they are written down, each firing of every process
/// and each element between two processes.</summary>
public static class Cosimulator
{
    private const int MostRepeats = 51;
    private const double EnoughSeconds = 0.1;

    /// <summary>Runs launches on all three faces.</summary>
    /// <param name="verilated">The compiled SystemVerilog.</param>
    /// <param name="simulation">The run face of the same design, its memories filled; made to record if firings are compared.</param>
    /// <param name="launches">Arguments and inputs of each launch; later ones meet the memories as earlier ones left them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">Verilator's simulation failed or did not end.</exception>
    /// <exception cref="DiagnosticException">Wrong arguments or inputs.</exception>
    public static CosimulationReport Run(
        VerilatedDesign verilated, RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        CancellationToken cancellation = default)
    {
        var (design, options) = (verilated.Design, verilated.Options);
        var before = design.Memories.ToDictionary(m => m, m => simulation[m].Bytes.ToArray());
        var timing = new TimingSimulation(design, trace: options.Firings);
        var expected = launches.Select(l => new Expectation(
            simulation.Run(l.Arguments, l.Inputs, cancellation), simulation.Recorded, timing.Run(l.Arguments, cancellation))).ToList();
        var after = design.Memories.ToDictionary(m => m, m => simulation[m].Bytes.ToArray());
        var own = OwnTime(design, simulation, launches, before, after, cancellation);

        var asked = launches.Zip(expected, (l, e) => new CosimulationLaunch(
            l.Arguments, l.Inputs, e.Time.Outputs.ToDictionary(o => o.Key, o => (long)o.Value.Count))).ToList();
        var found = verilated.Run(
            asked, before.ToDictionary(m => m.Key, m => MemoryWords.Of(m.Key, m.Value)),
            MostCycles(expected.Select(e => e.Time.Cycles), !options.KeepsCycles), cancellation);
        var stored = found.Memories.Select(m => (Memory: m.Key, Expected: MemoryWords.Of(m.Key, after[m.Key]), Found: m.Value)).ToList();
        var difference = Differences(design, options, expected, found)
            .Concat(stored.Select(m => Comparison.Memory(launches.Count - 1, m.Memory, m.Expected, m.Found)))
            .Where(d => d is not null).OrderBy(d => d!.Launch).ThenBy(d => d!.Cycle).FirstOrDefault();
        if (difference is null && !found.Ended)
            throw new CosimulationException($"SystemVerilog gave all it should, but had not ended after {found.Clocks} cycles.");
        return new CosimulationReport
        {
            Bits = expected.Sum(e => design.Outputs.Sum(o => (long)e.Data[o.Name].Length * o.Type.Element.Width)
                    + e.Elements.Sum(c => (long)c.Value.Length * c.Key.Type.Element.Width))
                + stored.Sum(m => m.Memory.Words * m.Memory.Word.Bits),
            Elements = expected.Sum(e => e.Time.Outputs.Sum(o => (long)o.Value.Count)),
            InnerElements = options.Firings ? expected.Sum(e => e.Elements.Sum(c => (long)c.Value.Length / c.Key.Type.Lanes)) : 0,
            Firings = options.Firings && options.KeepsCycles ? expected.Sum(e => e.Time.Firings) : 0,
            ComparesCycles = options.KeepsCycles,
            Cycles = [.. expected.Select(e => e.Time.Cycles)],
            OutputCycles = [.. expected.Select(e => Last(e.Time.Outputs.Values))],
            FoundOutputCycles = [.. found.Outputs.Select(l => Last(l.Values.Select(o => o.Cycles)))],
            Clocks = found.Clocks,
            OwnTime = own,
            VerilatorTime = found.Time,
            Difference = difference,
        };
    }

    /// <summary>The same launches again: the first time paid the just-in-time compiler, as Verilator's model was compiled before too. Short
    /// ones several times; the median counts.</summary>
    private static TimeSpan OwnTime(
        Design design, RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        Dictionary<OffChipMemory, byte[]> before, Dictionary<OffChipMemory, byte[]> after, CancellationToken cancellation)
    {
        var timing = new TimingSimulation(design);
        var times = new List<TimeSpan>();
        while (times.Count == 0 || (times.Count < MostRepeats && times.Sum(t => t.TotalSeconds) < EnoughSeconds))
        {
            foreach (var (memory, bytes) in before)
                bytes.CopyTo(simulation[memory].Bytes, 0);
            var clock = Stopwatch.StartNew();
            foreach (var (arguments, inputs) in launches)
            {
                simulation.Run(arguments, inputs, cancellation);
                timing.Run(arguments, cancellation);
            }

            times.Add(clock.Elapsed);
        }

        foreach (var (memory, bytes) in after)
            bytes.CopyTo(simulation[memory].Bytes, 0);
        return times.Order().ElementAt(times.Count / 2);
    }

    private static IEnumerable<CosimulationDifference?> Differences(
        Design design, VerilationOptions options, List<Expectation> expected, SimulatedLaunches found)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            var (launch, e) = (i, expected[i]);
            foreach (var output in design.Outputs)
            {
                var cycles = options.KeepsCycles ? e.Time.Outputs[output.Name] : null;
                yield return Comparison.Elements(
                    DifferenceKind.Output, launch, output, e.Data[output.Name], cycles, found.Outputs[launch][output.Name]);
            }

            if (!options.Firings)
                continue;
            foreach (var (channel, data) in e.Elements)
                yield return Comparison.Elements(DifferenceKind.Channel, launch, channel, data, null, found.Channels[launch][channel]);
            if (!options.KeepsCycles)
                continue;
            foreach (var process in e.Time.Processes)
                yield return Comparison.Firings(launch, process, found.Firings[launch][process.Instance]);
        }
    }

    // A design that hangs is stopped some time after it should have ended.
    private static long MostCycles(IEnumerable<long> cycles, bool jitter) => cycles.Sum(c => ((jitter ? 200 : 2) * c) + 1000) + 1000;

    private static long Last(IEnumerable<IReadOnlyList<long>> outputs) =>
        outputs.Select(o => o.Count > 0 ? o[^1] + 1 : 0).DefaultIfEmpty(0).Max();

    private sealed record Expectation(
        IReadOnlyDictionary<string, long[]> Data, IReadOnlyDictionary<Channel, long[]> Elements, TimingResult Time);
}

using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>A kernel with AXI beside the run face: the same launches, every bit of every output and of every memory compared.</summary>
public static class AxiCosimulator
{
    /// <summary>Runs launches on both.</summary>
    /// <param name="kernel">The compiled kernel.</param>
    /// <param name="simulation">The run face of the same design, its memories filled.</param>
    /// <param name="launches">Arguments and inputs of each launch; later ones meet the memories as earlier ones left them.</param>
    /// <param name="traffic">What the buses are like.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CosimulationException">A rule of AXI was broken, or the simulation failed or did not end.</exception>
    /// <exception cref="DiagnosticException">Wrong arguments or inputs.</exception>
    public static AxiReport Run(
        AxiSimulation kernel, RunSimulation simulation,
        IReadOnlyList<(IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs)> launches,
        AxiTraffic traffic, CancellationToken cancellation = default)
    {
        var design = kernel.Design;
        var memories = design.Memories.ToDictionary(m => m, m => simulation[m].Bytes.ToArray());
        var timing = new TimingSimulation(design);
        var cycles = launches.Sum(l => timing.Run(l.Arguments, cancellation).Cycles);
        var expected = launches.Select(l => simulation.Run(l.Arguments, l.Inputs, cancellation)).ToList();
        var most = 10_000 + ((cycles + (1000 * launches.Count)) * (20 + (traffic.Latency * 2)) * 100 / (100 - traffic.Stall));
        var found = kernel.Run(launches, memories, traffic, most, cancellation);
        var difference = design.Outputs
            .Select(o => Compare(o, [.. expected.Select(e => e[o.Name])], found.Outputs[o.Name])).FirstOrDefault(d => d is not null)
            ?? design.Memories.Select(m => Compare(m, simulation[m].Bytes, found.Memories[m])).FirstOrDefault(d => d is not null);
        var bits = expected.Sum(e => design.Outputs.Sum(o => (long)e[o.Name].Length * o.Type.Element.Width));
        return new AxiReport(bits + found.Memories.Values.Sum(m => m.Length * 8L), found.Launches, difference);
    }

    private static string? Compare(Channel output, IReadOnlyList<long[]> expected, AxiElements found)
    {
        var (all, lanes) = (expected.SelectMany(e => e).ToArray(), output.Type.Lanes);
        if (all.Length != found.Raw.Length)
            return $"output '{output.Name}': {all.Length / lanes} elements expected, {found.Raw.Length / lanes} found";
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] != found.Raw[i])
                return $"output '{output.Name}', element {i / lanes}: {all[i]} expected, {found.Raw[i]} found";
        }

        var (last, at) = (new bool[found.Last.Count], 0);
        foreach (var launch in expected.Where(e => e.Length > 0))
            last[(at += launch.Length / lanes) - 1] = true;
        var wrong = Enumerable.Range(0, last.Length).FirstOrDefault(i => last[i] != found.Last[i], -1);
        return wrong < 0 ? null : $"output '{output.Name}', element {wrong}: tlast is {(last[wrong] ? "missing" : "too early")}";
    }

    private static string? Compare(OffChipMemory memory, ReadOnlySpan<byte> expected, byte[] found)
    {
        var same = expected.CommonPrefixLength(found);
        return same == expected.Length
            ? null
            : $"memory '{memory.Name}', byte {same}: {expected[same]} expected, {found[same]} found";
    }
}

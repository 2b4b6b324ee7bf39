using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>Looks for what differs in one channel, process or memory; gives the first.</summary>
internal static class Comparison
{
    /// <summary>Elements of a channel.</summary>
    /// <param name="kind">An output, or a channel between two processes.</param>
    /// <param name="launch">Number of the launch.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="data">The run face's elements.</param>
    /// <param name="cycles">The time face's cycles; null if they are not compared.</param>
    /// <param name="found">SystemVerilog's elements.</param>
    internal static CosimulationDifference? Elements(
        DifferenceKind kind, int launch, Channel channel, long[] data, IReadOnlyList<long>? cycles, SimulatedElements found)
    {
        var lanes = channel.Type.Lanes;
        var count = data.Length / lanes;
        var difference = new CosimulationDifference
        {
            Kind = kind,
            Launch = launch,
            Process = channel.Writer,
            Name = channel.Name,
            Number = count,
        };
        for (var i = 0; i < count; i++)
        {
            if (i == found.Cycles.Count)
                return difference with { Number = i, ExpectedCycle = cycles?[i], ExpectedValue = data[i * lanes] };
            var first = (i * lanes) + Differing(data, found.Raw, i * lanes, lanes);
            if (first < (i + 1) * lanes || (cycles is not null && cycles[i] != found.Cycles[i]))
            {
                first = Math.Min(first, ((i + 1) * lanes) - 1);
                return difference with
                {
                    Number = i,
                    Lane = lanes > 1 && data[first] != found.Raw[first] ? first - (i * lanes) : null,
                    ExpectedCycle = cycles?[i],
                    FoundCycle = found.Cycles[i],
                    ExpectedValue = data[first],
                    FoundValue = found.Raw[first],
                };
            }
        }

        return found.Cycles.Count > count
            ? difference with { FoundCycle = found.Cycles[count], FoundValue = found.Raw[count * lanes] }
            : null;
    }

    /// <summary>The cycles of a process's firings.</summary>
    internal static CosimulationDifference? Firings(int launch, ProcessTiming expected, IReadOnlyList<long> found)
    {
        var cycles = expected.Cycles!;
        var i = 0;
        while (i < cycles.Count && i < found.Count && cycles[i] == found[i])
            i++;
        return i == cycles.Count && i == found.Count ? null : new CosimulationDifference
        {
            Kind = DifferenceKind.Firing,
            Launch = launch,
            Process = expected.Instance.Path,
            Name = null,
            Number = i,
            ExpectedCycle = i < cycles.Count ? cycles[i] : null,
            FoundCycle = i < found.Count ? found[i] : null,
        };
    }

    /// <summary>The contents of a memory after the last launch.</summary>
    internal static CosimulationDifference? Memory(int launch, OffChipMemory memory, long[] expected, long[] found)
    {
        var at = Differing(expected, found, 0, expected.Length);
        return at == expected.Length ? null : new CosimulationDifference
        {
            Kind = DifferenceKind.Memory,
            Launch = launch,
            Process = null,
            Name = memory.Name,
            Number = at / memory.Word.Lanes,
            Lane = memory.Word.Lanes > 1 ? at % memory.Word.Lanes : null,
            ExpectedValue = expected[at],
            FoundValue = found[at],
        };
    }

    private static int Differing(long[] a, long[] b, int from, int count)
    {
        var same = a.AsSpan(from, count).CommonPrefixLength(b.AsSpan(from, Math.Min(count, b.Length - from)));
        return same;
    }
}

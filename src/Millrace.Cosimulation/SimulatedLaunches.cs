using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What SystemVerilog did in all launches.</summary>
public sealed record SimulatedLaunches
{
    /// <summary>For each launch and output, the elements that came.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, SimulatedElements>> Outputs { get; init; }

    /// <summary>For each launch and process, the cycle of each firing; empty if they were not written down.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<ProcessInstance, IReadOnlyList<long>>> Firings { get; init; }

    /// <summary>For each launch and channel between two processes, the elements, in the cycles in which they pass; empty if they were not
    /// written down.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<Channel, SimulatedElements>> Channels { get; init; }

    /// <summary>The raw lanes of the memories that can be stored to, after the last launch; none if it did not end.</summary>
    public required IReadOnlyDictionary<OffChipMemory, long[]> Memories { get; init; }

    /// <summary>Cycles of the clock, the reset among them.</summary>
    public required long Clocks { get; init; }

    /// <summary>Whether it came to its end.</summary>
    public required bool Ended { get; init; }

    /// <summary>Wall time of the simulation, without starting the program.</summary>
    public required TimeSpan Time { get; init; }
}

/// <summary>Elements of one channel in one launch.</summary>
/// <param name="Cycles">The cycle at which each passed.</param>
/// <param name="Raw">The elements, lane by lane.</param>
public sealed record SimulatedElements(IReadOnlyList<long> Cycles, long[] Raw);

using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What came of launches of a kernel.</summary>
/// <param name="Outputs">The elements of each output, of all launches.</param>
/// <param name="Memories">Bytes of the off-chip memories at the end, word behind word.</param>
/// <param name="Launches">What the host read after each launch.</param>
public sealed record AxiOutcome(
    IReadOnlyDictionary<string, AxiElements> Outputs, IReadOnlyDictionary<OffChipMemory, byte[]> Memories,
    IReadOnlyList<AxiLaunch> Launches);

/// <summary>Elements of a stream.</summary>
/// <param name="Raw">Lane by lane.</param>
/// <param name="Last">Of each element, whether it was marked as the last of its launch.</param>
public sealed record AxiElements(long[] Raw, IReadOnlyList<bool> Last);

/// <summary>The status registers after a launch, their low words.</summary>
/// <param name="Cycles">Cycles of the clock, from start to done.</param>
/// <param name="Steps">Cycles of the network's own time, until it was idle.</param>
/// <param name="Faults">1 if a memory answered with an error.</param>
public sealed record AxiLaunch(long Cycles, long Steps, long Faults);

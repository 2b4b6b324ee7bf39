using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>What Yosys made of a design, beside the estimate.</summary>
/// <param name="Parts">Each process, memory, channel and buffer.</param>
/// <param name="Paths">The longest path of each process, by its path in the network; none of a process without logic.</param>
public sealed record SynthesisReport(IReadOnlyList<SynthesizedPart> Parts, IReadOnlyDictionary<string, CriticalPath> Paths)
{
    /// <summary>The estimate of all together.</summary>
    public ResourceUse Estimated => Parts.Aggregate(default(ResourceUse), (sum, p) => sum + p.Estimated);

    /// <summary>What Yosys needs for all together.</summary>
    public ResourceUse Found => Parts.Aggregate(default(ResourceUse), (sum, p) => sum + p.Found);

    /// <summary>The path that bounds the clock, and its process; null if there is none.</summary>
    public (string Process, CriticalPath Path)? Longest => Paths.Count == 0
        ? null
        : Paths.Select(p => ((string Process, CriticalPath Path)?)(p.Key, p.Value)).MaxBy(p => p!.Value.Path.Nanoseconds);
}

/// <summary>A part of a design.</summary>
/// <param name="Path">Its path, as in <see cref="ResourceEstimate"/>.</param>
/// <param name="Kind">What it is; tables are counted with their process, ports of off-chip memory are left out but for their pace.</param>
/// <param name="Estimated">The estimate.</param>
/// <param name="Found">What Yosys needs.</param>
public sealed record SynthesizedPart(string Path, ResourceKind Kind, ResourceUse Estimated, ResourceUse Found);

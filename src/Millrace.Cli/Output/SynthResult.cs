using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary><c>millrace synth --json</c>.</summary>
internal sealed record SynthResult
{
    public required string Name { get; init; }

    public required ResourceAmounts Estimated { get; init; }

    public required ResourceAmounts Synthesized { get; init; }

    public required IReadOnlyList<SynthPart> Parts { get; init; }

    /// <summary>The longest path of each process, the longest first.</summary>
    public required IReadOnlyList<SynthPath> Paths { get; init; }

    /// <summary>The clock that the longest of them allows, by the delays that are assumed; null if there is none.</summary>
    public required double? ClockMhz { get; init; }

    public static SynthResult Of(string name, SynthesisReport report) => new()
    {
        Name = name,
        Estimated = ResourceAmounts.Of(report.Estimated),
        Synthesized = ResourceAmounts.Of(report.Found),
        Parts = [.. report.Parts.Select(p => new SynthPart(
            p.Path, $"{p.Kind}".ToLowerInvariant(), ResourceAmounts.Of(p.Estimated), ResourceAmounts.Of(p.Found)))],
        Paths = [.. report.Paths.OrderByDescending(p => p.Value.Nanoseconds).Select(p => new SynthPath(
            p.Key, p.Value.Nanoseconds, p.Value.Megahertz, p.Value.Tables, p.Value.CarryBits, p.Value.DspSlices, p.Value.From, p.Value.To))],
        ClockMhz = report.Longest?.Path.Megahertz,
    };
}

/// <summary>A process, memory, channel or buffer.</summary>
internal sealed record SynthPart(string Path, string Kind, ResourceAmounts Estimated, ResourceAmounts Synthesized);

/// <summary>The longest path of a process.</summary>
internal sealed record SynthPath(
    string Process, double Nanoseconds, double Mhz, int Tables, int CarryBits, int DspSlices, string From, string To);

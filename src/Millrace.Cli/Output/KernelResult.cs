using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cli;

/// <summary><c>millrace kernel NAME --json</c>.</summary>
internal sealed record KernelResult
{
    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<KernelParameterValue> Parameters { get; init; }

    /// <summary>Launch arguments.</summary>
    public required IReadOnlyDictionary<string, long> Launch { get; init; }

    public required IReadOnlyList<KernelPort> Ports { get; init; }

    /// <summary>Cycles of the launch, by cycle-exact simulation.</summary>
    public required long Cycles { get; init; }

    public required IReadOnlyList<KernelProcess> Processes { get; init; }

    public required IReadOnlyList<KernelChannel> Channels { get; init; }

    /// <summary>The estimate of all together.</summary>
    public required ResourceAmounts Resources { get; init; }

    /// <summary>The estimate of each process, memory, channel and buffer.</summary>
    public required IReadOnlyList<ResourceEntry> Parts { get; init; }

    public static KernelResult Of(KernelInstance kernel)
    {
        var (design, timing) = (kernel.Design, kernel.Timing);
        var estimate = ResourceEstimator.Estimate(design);
        return new()
        {
            Name = kernel.Kernel.Name,
            Summary = kernel.Kernel.Summary,
            Parameters = [.. kernel.Kernel.Parameters.Select(p => new KernelParameterValue(
                p.Name, p.Meaning, kernel.Values[p.Name], p.Default, p.Allowed))],
            Launch = kernel.Launch,
            Ports =
            [
                .. design.Inputs.Select(c => Port(c, "in")),
                .. design.Outputs.Select(c => Port(c, "out")),
                .. design.Memories.Select(m => new KernelPort(m.Name, "memory", $"{m.Word}", m.Word.Bits, m.Words)),
            ],
            Cycles = timing.Cycles,
            Processes = [.. timing.Processes.Select(p => new KernelProcess(
                p.Instance.Path, p.Instance.Schedule.InitiationInterval, p.Instance.Schedule.Depth, p.Firings))],
            Channels = [.. timing.Channels.Select(c => new KernelChannel(
                c.Channel.Name, $"{c.Channel.Role}", c.Channel.Writer, c.Channel.Reader, $"{c.Channel.Type}", c.Channel.Depth, c.Elements,
                c.EmptyStall, c.FullStall))],
            Resources = ResourceAmounts.Of(estimate.Total),
            Parts = [.. estimate.Items.Select(i => new ResourceEntry(i.Path, $"{i.Kind}", ResourceAmounts.Of(i.Use)))],
        };

        KernelPort Port(Channel c, string direction) =>
            new(c.Name, direction, $"{c.Type}", c.Type.Bits, timing.Channels[c.Number].Elements);
    }
}

/// <summary>A parameter of a kernel, and the value it has.</summary>
internal sealed record KernelParameterValue(string Name, string Meaning, string Value, string Default, string Allowed);

/// <summary>A port of a kernel, or an off-chip memory: words are those of the launch, of a memory those that it holds.</summary>
internal sealed record KernelPort(string Name, string Direction, string Type, int Bits, long Words);

/// <summary>A process and its firings in the launch.</summary>
internal sealed record KernelProcess(string Path, int InitiationInterval, int Depth, long Firings);

/// <summary>A channel and the elements that pass in the launch; stalls are cycles in which its reader or writer waited for it.</summary>
internal sealed record KernelChannel(
    string Name, string Role, string? Writer, string? Reader, string Type, int Depth, long Elements, long EmptyStall, long FullStall);

/// <summary>Resources of a part.</summary>
internal sealed record ResourceEntry(string Path, string Kind, ResourceAmounts Use);

/// <summary>Amounts of resources; half a BRAM36 is a BRAM18.</summary>
internal sealed record ResourceAmounts(long Lut, long Ff, long Dsp, double Bram36, long Uram)
{
    public static ResourceAmounts Of(ResourceUse use) => new(use.Lut, use.FlipFlop, use.Dsp, use.Bram18 / 2.0, use.Uram);
}

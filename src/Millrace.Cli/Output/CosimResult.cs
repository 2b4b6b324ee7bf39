using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary><c>millrace cosim --json</c>.</summary>
internal sealed record CosimResult
{
    public required bool Pass { get; init; }

    /// <summary>Cycles of each launch by the simulation: of a model the prompt's, then each token's.</summary>
    public required IReadOnlyList<long> Cycles { get; init; }

    /// <summary>Cycles of each launch to the last element of an output, by the simulation.</summary>
    public required IReadOnlyList<long> OutputCycles { get; init; }

    /// <summary>The same by SystemVerilog.</summary>
    public required IReadOnlyList<long> FoundOutputCycles { get; init; }

    public required bool ComparesCycles { get; init; }

    public required long Elements { get; init; }

    public required long InnerElements { get; init; }

    public required long Firings { get; init; }

    public required long Clocks { get; init; }

    public required long Bits { get; init; }

    public required double VerilatorSeconds { get; init; }

    public required double SimulationSeconds { get; init; }

    /// <summary>Verilator's seconds by the simulation's.</summary>
    public required double Ratio { get; init; }

    /// <summary>The first difference, or null.</summary>
    public required string? Difference { get; init; }

    /// <summary>Bits compared behind AXI, with memories that answered late; null if they did not.</summary>
    public required long? LateMemoriesBits { get; init; }

    internal static CosimResult Of(CosimulationReport report) => new()
    {
        Pass = report.Pass,
        Cycles = report.Cycles,
        OutputCycles = report.OutputCycles,
        FoundOutputCycles = report.FoundOutputCycles,
        ComparesCycles = report.ComparesCycles,
        Elements = report.Elements,
        InnerElements = report.InnerElements,
        Firings = report.Firings,
        Clocks = report.Clocks,
        Bits = report.Bits,
        VerilatorSeconds = report.VerilatorTime.TotalSeconds,
        SimulationSeconds = report.OwnTime.TotalSeconds,
        Ratio = report.Ratio,
        Difference = report.Difference?.ToString() ?? report.LateMemories?.Difference,
        LateMemoriesBits = report.LateMemories?.Bits,
    };
}

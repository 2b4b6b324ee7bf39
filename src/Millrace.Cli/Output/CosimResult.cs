using Millrace.Cosimulation;

namespace Millrace.Cli;

/// <summary><c>millrace cosim --json</c>.</summary>
internal sealed record CosimResult
{
    public required bool Pass { get; init; }

    /// <summary>Cycles of each launch: the prompt's, then each token's.</summary>
    public required IReadOnlyList<long> Cycles { get; init; }

    public required long Elements { get; init; }

    public required long Bits { get; init; }

    public required double VerilatorSeconds { get; init; }

    public required double SimulationSeconds { get; init; }

    /// <summary>The first difference, or null.</summary>
    public required string? Difference { get; init; }

    internal static CosimResult Of(CosimulationReport report) => new()
    {
        Pass = report.Difference is null,
        Cycles = report.Cycles,
        Elements = report.Elements,
        Bits = report.Bits,
        VerilatorSeconds = report.VerilatorTime.TotalSeconds,
        SimulationSeconds = report.OwnTime.TotalSeconds,
        Difference = report.Difference?.ToString(),
    };
}

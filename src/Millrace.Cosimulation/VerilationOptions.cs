namespace Millrace.Cosimulation;

/// <summary>How a design is compiled for co-simulation.</summary>
public sealed record VerilationOptions
{
    /// <summary>Whether the test bench writes down each firing of every process and each element between processes.</summary>
    public bool Firings { get; init; }

    /// <summary>The number that decides when ports of the test bench rest; 0 if they never do, null if the test bench is compiled without
    /// that.</summary>
    public uint? Jitter { get; init; }

    /// <summary>Whether cycles are those of the time face: ports never rest.</summary>
    public bool KeepsCycles => Jitter is null or 0;

    /// <summary>A file for the wave form of all signals, in Verilator's FST form; null for none.</summary>
    public string? Trace { get; init; }

    /// <summary>What Verilator is told.</summary>
    internal IEnumerable<string> VerilatorArguments =>
    [
        .. Firings ? new[] { "+define+MR_FIRINGS" } : [],
        .. Jitter is null ? Array.Empty<string>() : ["+define+MR_JITTER"],
        .. Trace is null ? Array.Empty<string>() : ["--trace-fst", "--trace-structs"],
    ];
}

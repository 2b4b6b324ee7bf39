namespace Millrace.Cosimulation;

/// <summary>What a co-simulation found.</summary>
public sealed record CosimulationReport
{
    /// <summary>Bits compared: of elements and of memories.</summary>
    public required long Bits { get; init; }

    /// <summary>Elements of outputs compared, each with its cycle.</summary>
    public required long Elements { get; init; }

    /// <summary>Elements between processes compared; 0 if they were not written down.</summary>
    public required long InnerElements { get; init; }

    /// <summary>Firings compared, each with its cycle; 0 if they were not written down.</summary>
    public required long Firings { get; init; }

    /// <summary>Whether cycles were compared: not if the ports of the test bench rested at random.</summary>
    public required bool ComparesCycles { get; init; }

    /// <summary>Cycles of each launch by the time face.</summary>
    public required IReadOnlyList<long> Cycles { get; init; }

    /// <summary>Cycles of each launch until the last element of an output was taken, by the time face.</summary>
    public required IReadOnlyList<long> OutputCycles { get; init; }

    /// <summary>The same by SystemVerilog.</summary>
    public required IReadOnlyList<long> FoundOutputCycles { get; init; }

    /// <summary>Cycles that Verilator's clock ran, the reset and the launches.</summary>
    public required long Clocks { get; init; }

    /// <summary>Wall time of the run and time faces, compiled and warm.</summary>
    public required TimeSpan OwnTime { get; init; }

    /// <summary>Wall time of the Verilator model, without compiling or starting it.</summary>
    public required TimeSpan VerilatorTime { get; init; }

    /// <summary>How many times faster the simulation is.</summary>
    public double Ratio => VerilatorTime / OwnTime;

    /// <summary>The first difference, or null if there is none.</summary>
    public required CosimulationDifference? Difference { get; init; }

    /// <summary>What the same launches gave behind AXI, with memories that answer late; null if that was not asked for.</summary>
    public AxiReport? LateMemories { get; init; }

    /// <summary>Whether nothing differed.</summary>
    public bool Pass => Difference is null && LateMemories?.Difference is null;
}

namespace Millrace.Cosimulation;

/// <summary>What a co-simulation found.</summary>
public sealed record CosimulationReport
{
    /// <summary>Bits compared.</summary>
    public required long Bits { get; init; }

    /// <summary>Elements compared, each with its cycle.</summary>
    public required long Elements { get; init; }

    /// <summary>Cycles of each launch.</summary>
    public required IReadOnlyList<long> Cycles { get; init; }

    /// <summary>Wall time of the run and time faces.</summary>
    public required TimeSpan OwnTime { get; init; }

    /// <summary>Wall time of the Verilator model, without compiling it.</summary>
    public required TimeSpan VerilatorTime { get; init; }

    /// <summary>The first difference, or null if there is none.</summary>
    public required CosimulationDifference? Difference { get; init; }
}

/// <summary>Where SystemVerilog and the other faces part.</summary>
/// <param name="Launch">Number of the launch.</param>
/// <param name="Output">Output of the network.</param>
/// <param name="Element">Number of the element.</param>
/// <param name="ExpectedCycle">The time face's cycle; null if there should be no element.</param>
/// <param name="FoundCycle">SystemVerilog's cycle; null if there is no element.</param>
/// <param name="ExpectedValue">The run face's raw lane.</param>
/// <param name="FoundValue">SystemVerilog's raw lane.</param>
public sealed record CosimulationDifference(
    int Launch, string Output, int Element, long? ExpectedCycle, long? FoundCycle, long? ExpectedValue, long? FoundValue)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"launch {Launch}, output '{Output}', element {Element}: {Expected} expected, {Found} found");

    private string Expected => Text(ExpectedValue, ExpectedCycle);

    private string Found => Text(FoundValue, FoundCycle);

    private static string Text(long? value, long? cycle) =>
        value is null ? "nothing" : FormattableString.Invariant($"{value} in cycle {cycle}");
}

using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>Where a difference is.</summary>
public enum DifferenceKind
{
    /// <summary>An element of an output of the network.</summary>
    Output,

    /// <summary>An element of a channel between two processes.</summary>
    Channel,

    /// <summary>A firing of a process.</summary>
    Firing,

    /// <summary>A word of an off-chip memory after the last launch.</summary>
    Memory,
}

/// <summary>Where SystemVerilog and the other faces part.</summary>
public sealed record CosimulationDifference
{
    /// <summary>What differs.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>Number of the launch.</summary>
    public required int Launch { get; init; }

    /// <summary>The process that fired or wrote the element; null of a memory, or of an input that leads to an output.</summary>
    public required string? Process { get; init; }

    /// <summary>The output, channel or memory; null of a firing.</summary>
    public required string? Name { get; init; }

    /// <summary>Number of the firing, element or word.</summary>
    public required long Number { get; init; }

    /// <summary>The lane that differs, of a word or an element.</summary>
    public int? Lane { get; init; }

    /// <summary>The time face's cycle; null if there should be nothing, or if cycles are not compared.</summary>
    public long? ExpectedCycle { get; init; }

    /// <summary>SystemVerilog's cycle; null if there is nothing.</summary>
    public long? FoundCycle { get; init; }

    /// <summary>The run face's raw lane; null if there should be nothing.</summary>
    public long? ExpectedValue { get; init; }

    /// <summary>SystemVerilog's raw lane; null if there is nothing.</summary>
    public long? FoundValue { get; init; }

    /// <summary>When it shows: SystemVerilog's cycle, or the one in which nothing came.</summary>
    internal long Cycle => FoundCycle ?? ExpectedCycle ?? long.MaxValue;

    /// <inheritdoc/>
    public override string ToString()
    {
        var place = Kind switch
        {
            DifferenceKind.Firing => $"process '{Process}', firing {Number}",
            DifferenceKind.Memory => $"off-chip memory '{Name}', word {Number}",
            DifferenceKind.Output => $"output '{Name}'{Writer}, element {Number}",
            _ => $"channel '{Name}'{Writer}, element {Number}",
        };
        var lane = Lane is { } l ? FormattableString.Invariant($", lane {l}") : "";
        var when = Kind == DifferenceKind.Memory ? "after the last launch" : FormattableString.Invariant($"launch {Launch}");
        return $"{when}, {place}{lane}: {Text(ExpectedValue, ExpectedCycle)} expected, {Text(FoundValue, FoundCycle)} found";
    }

    private string Writer => Process is null ? "" : $" of process '{Process}'";

    private static string Text(long? value, long? cycle) => (value, cycle) switch
    {
        (null, null) => "nothing",
        (null, _) => FormattableString.Invariant($"cycle {cycle}"),
        (_, null) => FormattableString.Invariant($"{value}"),
        _ => FormattableString.Invariant($"{value} in cycle {cycle}"),
    };
}

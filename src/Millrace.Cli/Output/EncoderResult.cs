using System.Text.Json.Serialization;

namespace Millrace.Cli;

/// <summary>What every command that runs an encoder tells of it. What only the network engine knows is null for the others.</summary>
internal abstract record EncoderResult
{
    [JsonPropertyOrder(-10)]
    public required string Engine { get; init; }

    [JsonPropertyOrder(-9)]
    public string? Device => Times?.Device;

    [JsonPropertyOrder(-8)]
    public double? ClockMhz => Times?.ClockMegahertz;

    /// <summary>What the clock rests on.</summary>
    [JsonPropertyOrder(-7)]
    public string? ClockBasis => Times is null ? null : NetworkTimes.Assumption;

    /// <summary>What kind of figure the cycles are.</summary>
    [JsonPropertyOrder(-6)]
    public string? Fidelity => Times is null ? null : NetworkTimes.CycleExact;

    [JsonPropertyOrder(-5)]
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>From the first row that enters to the last that leaves.</summary>
    public long? Cycles => Times?.Model.Cycles;

    public double? Ms => Times?.Model.Ms;

    /// <summary>One layer alone.</summary>
    public LaunchTime? Layer => Times?.Layer;

    /// <summary>All layers.</summary>
    public LaunchTime? Model => Times?.Model;

    /// <summary>The times of the launch.</summary>
    [JsonIgnore]
    public EncoderTimes? Times { get; init; }
}

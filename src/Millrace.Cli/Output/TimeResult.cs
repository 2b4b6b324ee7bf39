using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary><c>millrace time --json</c>.</summary>
internal sealed record TimeResult
{
    public required string Design { get; init; }

    public required string Device { get; init; }

    public required double ClockMhz { get; init; }

    public required string ClockBasis { get; init; }

    public required string Fidelity { get; init; }

    public required string Precision { get; init; }

    public required int Layers { get; init; }

    /// <summary>Of a sequence or prompt.</summary>
    public required int Tokens { get; init; }

    /// <summary>One layer alone.</summary>
    public required LaunchTime Layer { get; init; }

    /// <summary>All layers.</summary>
    public required LaunchTime Model { get; init; }

    /// <summary>Several sequences of an encoder together; null where one was asked for.</summary>
    public required InFlightTime? InFlight { get; init; }

    /// <summary>A decoder's token behind the prompt; else null.</summary>
    public required LaunchTime? Decode { get; init; }

    /// <summary>Multiplications of one sequence or prompt.</summary>
    public required long Multiplications { get; init; }

    /// <summary>Of two multiplications a DSP slice and cycle, the part that the model's are: all slices of the design count, whatever they
    /// do. With several sequences in flight, of those.</summary>
    public required double DspRoofline { get; init; }

    /// <summary>The estimate from the graph against what can be routed.</summary>
    public required IReadOnlyList<ConstraintEstimate> Resources { get; init; }

    /// <summary>What others have published of whole models; none of one layer.</summary>
    public required IReadOnlyList<PublishedTime> Published { get; init; }
}

/// <summary>Sequences in flight.</summary>
/// <param name="Sequences">How many.</param>
/// <param name="Cycles">Of all.</param>
/// <param name="Ms">Of all.</param>
/// <param name="MsPerSequence">Of one, on the average.</param>
internal sealed record InFlightTime(int Sequences, long Cycles, double Ms, double MsPerSequence);

/// <summary>A published time of the whole model for as many tokens.</summary>
/// <param name="System">Whose.</param>
/// <param name="Device">On what.</param>
/// <param name="Precision">Bits of weights and activations.</param>
/// <param name="ClockMhz">The clock; null where none is known.</param>
/// <param name="Dsp">DSP slices; null where none are published.</param>
/// <param name="Ms">The whole model.</param>
/// <param name="Source">Where.</param>
internal sealed record PublishedTime(
    string System, string Device, string Precision, double? ClockMhz, int? Dsp, double Ms, string Source);

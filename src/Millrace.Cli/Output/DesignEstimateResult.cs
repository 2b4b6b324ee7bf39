using Millrace.Analysis;

namespace Millrace.Cli;

/// <summary><c>millrace estimate --design FILE --json</c>. What decode takes is null where no token is generated.</summary>
internal sealed record DesignEstimateResult
{
    public required string Form { get; init; }

    /// <summary>What kind of figure the times are.</summary>
    public required string Fidelity { get; init; }

    public required string Device { get; init; }

    public required double ClockMhz { get; init; }

    /// <summary>What the clock rests on.</summary>
    public required string ClockBasis { get; init; }

    public required int PromptTokens { get; init; }

    public required int GeneratedTokens { get; init; }

    /// <summary>The first layer, while the others wait.</summary>
    public required LatencyEstimate Layer { get; init; }

    /// <summary>All layers and the head.</summary>
    public required LatencyEstimate Model { get; init; }

    /// <summary>All sequences of an encoder that the design has room for; null where that is one.</summary>
    public required InFlightEstimate? InFlight { get; init; }

    /// <summary>All boards.</summary>
    public required DesignPower Power { get; init; }

    public required IReadOnlyList<OperatorResources> Operators { get; init; }

    public required IReadOnlyList<ConstraintEstimate> Constraints { get; init; }

    /// <summary>Resources of each super logic region; empty where the design has no placement.</summary>
    public required IReadOnlyList<ConstraintEstimate> Regions { get; init; }

    internal static DesignEstimateResult Of(DesignEstimate e) => new()
    {
        Form = "refined",
        Fidelity = "refined model",
        Device = e.Point.Device,
        ClockMhz = e.Point.ClockMegahertz,
        ClockBasis = NetworkTimes.Assumption,
        PromptTokens = e.PromptTokens,
        GeneratedTokens = e.GeneratedTokens,
        Layer = Latency(e, e.Prefill.LayerCycles, e.Decode?.LayerCycles),
        Model = Latency(e, e.Prefill.Cycles, e.Decode?.Cycles),
        InFlight = e.InFlight is { } all ? InFlightOf(e, all.Cycles) : null,
        Power = new DesignPower(e.PrefillWatts, e.PrefillJoulesPerToken, e.DecodeWatts, e.DecodeJoulesPerToken),
        Operators = [.. DesignResources.Operators.Select((name, i) => OperatorResources.Of(e, name, i))],
        Constraints = ConstraintEstimate.Of(e.Constraints),
        Regions = ConstraintEstimate.Of(e.RegionConstraints),
    };

    private static LatencyEstimate Latency(DesignEstimate e, double prefill, double? decode) =>
        new(prefill, e.Milliseconds(prefill), decode, decode is { } cycles ? e.Milliseconds(cycles) : null);

    private static InFlightEstimate InFlightOf(DesignEstimate e, double cycles) =>
        new(e.Point.Sequences, cycles, e.Milliseconds(cycles), e.Milliseconds(cycles) / e.Point.Sequences);
}

/// <summary>Sequences in flight.</summary>
/// <param name="Sequences">How many.</param>
/// <param name="Cycles">Of all.</param>
/// <param name="Ms">Of all.</param>
/// <param name="MsPerSequence">Of one, on the average.</param>
internal sealed record InFlightEstimate(int Sequences, double Cycles, double Ms, double MsPerSequence);

/// <summary>Mean power of a phase, and energy of a token read or made.</summary>
internal sealed record DesignPower(double PrefillWatts, double PrefillJoulesPerToken, double? DecodeWatts, double? DecodeJoulesPerToken);

/// <summary>What one copy of an operator takes, how many copies there are, and the super logic regions they are in.</summary>
internal sealed record OperatorResources(
    string Name, int Copies, long Dsp, long Lut, long Ff, long Bram18, long Uram, int Channels, IReadOnlyList<string> Regions)
{
    internal static OperatorResources Of(DesignEstimate e, string name, int index)
    {
        var (use, copies) = (e.Resources[index], e.Resources.Copies(index));
        var regions = Enumerable.Range(0, copies)
            .Select(copy => e.Point.Placement?.RegionOf(DesignResources.NameOf(index, copy))).OfType<string>();
        return new(name, copies, use.Dsp, use.Lut, use.FlipFlop, use.Bram18, use.Uram, e.Resources.Channels(index), [.. regions]);
    }
}

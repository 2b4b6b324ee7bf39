namespace Millrace.Hardware;

/// <summary>A kind of DSP slice.</summary>
public sealed record DspKind
{
    /// <summary>Its maker's name for it, <c>DSP48E2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Products that one slice makes in a cycle of the design's clock, by operand widths.</summary>
    public required MacRates Rates { get; init; }

    /// <summary>Every number of the data file with its source.</summary>
    public required IReadOnlyList<DeviceFigure> Figures { get; init; }
}

namespace Millrace.Hardware;

/// <summary>Hard blocks of one kind that multiply at a clock of their own: AI Engines, AI tensor blocks.</summary>
public sealed record HardComputeBlock
{
    /// <summary>What they are, <c>AI Engine</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How many there are.</summary>
    public required long Count { get; init; }

    /// <summary>The clock they run at.</summary>
    public required double ClockMegahertz { get; init; }

    /// <summary>Products that one block makes in a cycle of its own clock, by operand widths.</summary>
    public required MacRates Rates { get; init; }

    /// <summary>Products of all blocks in a cycle of another clock: 400 engines of 128 at 1000 MHz make 204,800 a cycle of 250 MHz.</summary>
    public double MacsPerCycle(int weightBits, int activationBits, double clockMegahertz) =>
        Count * Rates.MacsPerCycle(weightBits, activationBits) * (ClockMegahertz / clockMegahertz);
}

namespace Millrace.Hardware;

/// <summary>An FPGA board as the catalogue knows it. Every number has its origin in <see cref="Figures"/>.</summary>
public sealed record FpgaDevice
{
    /// <summary>The name it is called by, <c>u280</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its maker's name for it.</summary>
    public required string Title { get; init; }

    /// <summary>The clock to assume where nothing better is known. No place-and-route confirms it.</summary>
    public required double DefaultClockMegahertz { get; init; }

    /// <summary>All resources, the shell's included. Of Intel parts LUT counts adaptive logic modules (ALM).</summary>
    public required ResourceVector Total { get; init; }

    /// <summary>What its DSP slices are, or null if it has none.</summary>
    public DspKind? DspKind { get; init; }

    /// <summary>Hard blocks that multiply at a clock of their own; none on most boards.</summary>
    public IReadOnlyList<HardComputeBlock> HardBlocks { get; init; } = [];

    /// <summary>On-chip memories by kind, the kind that streams of weights are buffered in first.</summary>
    public required IReadOnlyList<BlockMemory> BlockMemories { get; init; }

    /// <summary>The super logic regions; one at least.</summary>
    public required IReadOnlyList<DeviceRegion> Regions { get; init; }

    /// <summary>Wires between two neighbouring regions that designs can use, or null if there is one region or nobody knows.</summary>
    public int? WiresBetweenRegions { get; init; }

    /// <summary>What the vendor's shell takes: as stated, or else what the regions lack of the total.</summary>
    public required ResourceVector Shell { get; init; }

    /// <summary>The share of each resource that can be routed.</summary>
    public required ResourceCeilings Ceilings { get; init; }

    /// <summary>The off-chip memories, the fastest first.</summary>
    public required IReadOnlyList<DeviceMemory> Memories { get; init; }

    /// <summary>Network ports.</summary>
    public required IReadOnlyList<DeviceLink> Links { get; init; }

    /// <summary>Thermal design power of the board, or null if nobody knows.</summary>
    public double? ThermalDesignWatts { get; init; }

    /// <summary>Every number of the device file with its source.</summary>
    public required IReadOnlyList<DeviceFigure> Figures { get; init; }

    /// <summary>The memory that accelerators stream from: the one of most bandwidth.</summary>
    public DeviceMemory OffChip => Memories[0];

    /// <summary>Capacity of all on-chip memories, bits.</summary>
    public long OnChipBits => BlockMemories.Sum(m => m.CapacityBits);

    /// <summary>
    /// Multiply-accumulates a cycle of a clock, by the data sheet: of the hard blocks, converted by the ratio of the clocks, where there are
    /// any; else of the DSP slices.
    /// </summary>
    /// <param name="weightBits">Bits of one operand.</param>
    /// <param name="activationBits">Bits of the other.</param>
    /// <param name="clockMegahertz">The clock that counts the cycles.</param>
    /// <returns>0 where an operand is too wide.</returns>
    public double MacsPerCycle(int weightBits, int activationBits, double clockMegahertz) => HardBlocks.Count > 0
        ? HardBlocks.Sum(b => b.MacsPerCycle(weightBits, activationBits, clockMegahertz))
        : Total.Dsp * (DspKind?.Rates.MacsPerCycle(weightBits, activationBits) ?? 0);

    /// <summary>What a design can use and be routed: the ceilings' share of the total, less the shell.</summary>
    public ResourceVector Routable => Ceilings.Of(Total) - Shell;
}

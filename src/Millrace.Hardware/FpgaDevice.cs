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

    /// <summary>All resources, the shell's included.</summary>
    public required ResourceVector Total { get; init; }

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

    /// <summary>What a design can use and be routed: the ceilings' share of the total, less the shell.</summary>
    public ResourceVector Routable => Ceilings.Of(Total) - Shell;
}

namespace Millrace.Cli;

/// <summary><c>millrace devices --json</c>.</summary>
internal sealed record DevicesResult(IReadOnlyList<DeviceEntry> Devices, IReadOnlyList<GpuEntry> Gpus);

/// <summary>A board; totals are the data sheet's.</summary>
internal sealed record DeviceEntry
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The clock that is assumed where none is given.</summary>
    public required double ClockMhz { get; init; }

    public required long Lut { get; init; }

    public required long Ff { get; init; }

    public required long Dsp { get; init; }

    public required string? DspKind { get; init; }

    /// <summary>Multiply-accumulates of 8 by 8 bits each cycle of that clock.</summary>
    public required double Int8MacsPerCycle { get; init; }

    public required IReadOnlyList<HardBlockEntry> HardBlocks { get; init; }

    public required IReadOnlyList<BlockMemoryEntry> BlockMemories { get; init; }

    public required int Regions { get; init; }

    public required IReadOnlyList<MemoryEntry> Memories { get; init; }

    public required IReadOnlyList<LinkEntry> Links { get; init; }

    public required double? ThermalDesignWatts { get; init; }

    public required int Figures { get; init; }

    /// <summary>How many of the figures nobody has found in the document they are said to be of.</summary>
    public required int UnverifiedFigures { get; init; }
}

/// <summary>Hard blocks that multiply at a clock of their own.</summary>
internal sealed record HardBlockEntry(string Kind, long Count, double ClockMhz);

/// <summary>On-chip memory blocks of one kind.</summary>
internal sealed record BlockMemoryEntry(string Kind, long Count, long CapacityBits, IReadOnlyList<int> PortWidthsBits);

/// <summary>An off-chip memory.</summary>
internal sealed record MemoryEntry(string Name, long CapacityBytes, int Channels, double NominalGbPerSecond, double AttainableGbPerSecond);

/// <summary>Network ports of one kind.</summary>
internal sealed record LinkEntry(string Kind, int Count, double GbitPerSecond);

/// <summary>A GPU; peaks are dense ones.</summary>
internal sealed record GpuEntry
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required double Fp16Tflops { get; init; }

    public required double? Int8Tops { get; init; }

    public required double MemoryGb { get; init; }

    public required double MemoryGbPerSecond { get; init; }

    public required double ThermalDesignWatts { get; init; }

    public required int Figures { get; init; }

    public required int UnverifiedFigures { get; init; }
}

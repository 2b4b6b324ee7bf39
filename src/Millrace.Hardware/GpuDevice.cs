namespace Millrace.Hardware;

/// <summary>A GPU as the catalogue knows it. Peaks are dense ones: without structured sparsity.</summary>
public sealed record GpuDevice
{
    /// <summary>The name it is called by, <c>a100-80gb-pcie</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its maker's name for it.</summary>
    public required string Title { get; init; }

    /// <summary>Dense FP16 peak of the tensor cores; a multiply-accumulate is two.</summary>
    public required double DenseFp16FlopPerSecond { get; init; }

    /// <summary>Dense INT8 peak of the tensor cores, or null if it has none; a multiply-accumulate is two.</summary>
    public double? DenseInt8OpPerSecond { get; init; }

    /// <summary>Capacity of its memory, in the data sheet's gigabytes of 10^9.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Nominal bandwidth of its memory.</summary>
    public required long MemoryBytesPerSecond { get; init; }

    /// <summary>Thermal design power.</summary>
    public required double ThermalDesignWatts { get; init; }

    /// <summary>Every number of the data file with its source.</summary>
    public required IReadOnlyList<DeviceFigure> Figures { get; init; }
}

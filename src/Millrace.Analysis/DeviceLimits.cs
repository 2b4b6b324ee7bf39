using Millrace.Hardware;

namespace Millrace.Analysis;

/// <summary>What one device offers a design of some precision and clock.</summary>
public readonly record struct DeviceLimits
{
    /// <summary>M_tot: multiply-accumulates each cycle of the design's clock.</summary>
    public required double MacsPerCycle { get; init; }

    /// <summary>Capacity of the off-chip memory, bits.</summary>
    public required double OffChipBits { get; init; }

    /// <summary>Capacity of all on-chip memories, bits.</summary>
    public required double OnChipBits { get; init; }

    /// <summary>The memory blocks that weights are buffered in.</summary>
    public required BlockMemory Blocks { get; init; }

    /// <summary>Bandwidth of the off-chip memory, bits each second, all channels together.</summary>
    public required double OffChipBitsPerSecond { get; init; }

    /// <summary>Channels of the off-chip memory.</summary>
    public required int Channels { get; init; }

    /// <summary>
    /// The data sheet's totals, as the closed form takes them: no shell, no ceiling of what can be routed, nominal bandwidth of the fastest
    /// memory.
    /// </summary>
    /// <exception cref="AnalysisException">The device cannot multiply operands of these widths.</exception>
    public static DeviceLimits DataSheet(FpgaDevice device, int weightBits, int activationBits, double clockMegahertz) => new()
    {
        MacsPerCycle = MacsOf(device, weightBits, activationBits, clockMegahertz),
        OffChipBits = 8.0 * device.OffChip.CapacityBytes,
        OnChipBits = device.OnChipBits,
        Blocks = device.BlockMemories[0],
        OffChipBitsPerSecond = 8.0 * device.OffChip.NominalBytesPerSecond,
        Channels = device.OffChip.Channels,
    };

    /// <summary>
    /// What can be routed and reached, as the refined form takes it: ceilings less the shell, and no more than the ceilings of all regions
    /// together; usable channels at their attainable bandwidth. Hard blocks count whole: they are routed already.
    /// </summary>
    /// <exception cref="AnalysisException">The device cannot multiply operands of these widths.</exception>
    public static DeviceLimits Routable(FpgaDevice device, int weightBits, int activationBits, double clockMegahertz)
    {
        var macs = MacsOf(device, weightBits, activationBits, clockMegahertz);
        var first = device.BlockMemories[0];
        var shell = device.Shell.Bram18 * 18432.0;
        return new DeviceLimits
        {
            MacsPerCycle = device.HardBlocks.Count > 0 ? macs : macs * Math.Min(device.Routable.Dsp, InRegions(r => r.Dsp)) / device.Total.Dsp,
            OffChipBits = 8.0 * device.OffChip.CapacityBytes,
            OnChipBits = device.BlockMemories.Sum(m => Ceiling(m) * m.CapacityBits) - shell,
            Blocks = first with { Count = (long)((Ceiling(first) * first.Count) - (shell / first.Kind.CapacityBits)) },
            OffChipBitsPerSecond = 8.0 * device.OffChip.AttainableBytesPerSecond,
            Channels = device.OffChip.UsableChannels,
        };

        double InRegions(Func<ResourceVector, long> of) => device.Regions.Sum(r => (double)of(device.Ceilings.Of(r.Dynamic)));

        double Ceiling(BlockMemory memory) => memory.Kind.Name.StartsWith("URAM", StringComparison.Ordinal) ? device.Ceilings.Uram : device.Ceilings.Bram;
    }

    private static double MacsOf(FpgaDevice device, int weightBits, int activationBits, double clockMegahertz)
    {
        var macs = device.MacsPerCycle(weightBits, activationBits, clockMegahertz);
        return macs > 0
            ? macs
            : throw new AnalysisException(
                $"{device.Name} has no multipliers for weights of {weightBits} bits and activations of {activationBits} bits.");
    }
}

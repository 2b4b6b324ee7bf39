namespace Millrace.Hardware;

/// <summary>An off-chip memory of a device: channels of equal width and speed.</summary>
public sealed record DeviceMemory
{
    /// <summary>Its name, <c>HBM2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds, all channels together.</summary>
    public required long CapacityBytes { get; init; }

    /// <summary>Independent channels; of HBM the pseudo-channels.</summary>
    public required int Channels { get; init; }

    /// <summary>Channels that a design can use and still reach a good clock.</summary>
    public required int UsableChannels { get; init; }

    /// <summary>Bits that a channel's port carries each cycle.</summary>
    public required int ChannelWidthBits { get; init; }

    /// <summary>Bandwidth of one channel by the data sheet.</summary>
    public required long NominalBytesPerSecondPerChannel { get; init; }

    /// <summary>The part of the nominal bandwidth that long sequential transfers reach, above 0, at most 1.</summary>
    public required double AttainableFraction { get; init; }

    /// <summary>From the address of an idle channel to the first word read.</summary>
    public required double ReadLatencyNanoseconds { get; init; }

    /// <summary>From the address and word written to the acknowledgement.</summary>
    public required double WriteLatencyNanoseconds { get; init; }

    /// <summary>Bandwidth of one channel that long sequential transfers reach.</summary>
    public long AttainableBytesPerSecondPerChannel =>
        (long)decimal.Floor((decimal)AttainableFraction * NominalBytesPerSecondPerChannel);

    /// <summary>Nominal bandwidth of all channels.</summary>
    public long NominalBytesPerSecond => Channels * NominalBytesPerSecondPerChannel;

    /// <summary>What long sequential transfers reach over all usable channels.</summary>
    public long AttainableBytesPerSecond => UsableChannels * AttainableBytesPerSecondPerChannel;
}

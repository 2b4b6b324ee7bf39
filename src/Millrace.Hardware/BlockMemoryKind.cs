namespace Millrace.Hardware;

/// <summary>A kind of on-chip memory block.</summary>
public sealed record BlockMemoryKind
{
    /// <summary>Its maker's name for it, <c>BRAM36</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one block holds.</summary>
    public required long CapacityBits { get; init; }

    /// <summary>The widths a port can be given, narrowest first.</summary>
    public required IReadOnlyList<int> PortWidthsBits { get; init; }

    /// <summary>Every number of the data file with its source.</summary>
    public required IReadOnlyList<DeviceFigure> Figures { get; init; }

    /// <summary>
    /// The bits that a word takes: the narrowest port that holds it, or, beyond the widest port, as many of the widest as are needed side by
    /// side.
    /// </summary>
    public int WordWidthBits(int bits)
    {
        var widths = PortWidthsBits;
        for (var i = 0; i < widths.Count; i++)
            if (widths[i] >= bits) return widths[i];
        var widest = widths[^1];
        return (bits + widest - 1) / widest * widest;
    }
}

namespace Millrace.Hardware;

/// <summary>The blocks of one kind on a device.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many there are.</param>
public sealed record BlockMemory(BlockMemoryKind Kind, long Count)
{
    /// <summary>Capacity of all blocks.</summary>
    public long CapacityBits => Count * Kind.CapacityBits;
}

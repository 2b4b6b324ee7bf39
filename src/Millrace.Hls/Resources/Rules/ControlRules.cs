namespace Millrace.Hls;

/// <summary>What decides when things happen: counters of loops, credits of channels, the condition of a firing. Counters as measured with
/// Yosys 0.23; the rest counts the flags that are combined, an assumption about what will be emitted.</summary>
internal static class ControlRules
{
    /// <summary>A loop counter: increment and clear in one table a bit, and the comparison with its last value, constant or not.</summary>
    internal static ResourceUse Loop(long trip, bool isConstant)
    {
        if (isConstant && trip == 1)
            return default;
        var bits = LogicRules.Bits(trip - 1);
        return new(bits + (isConstant ? LogicRules.Ceiling(bits, 6) : LogicRules.Ceiling(bits, 2)) + 1, bits, 0, 0, 0);
    }

    /// <summary>The credits at the writer and the fill level at the reader, each a counter up and down.</summary>
    internal static ResourceUse Channel(int depth)
    {
        var bits = LogicRules.Bits(depth);
        return new((2 * (bits + 1)) + 2, 2 * bits, 0, 0, 0);
    }

    /// <summary>Write and read address of a memory used as a FIFO.</summary>
    internal static ResourceUse Pointers(int depth)
    {
        var bits = LogicRules.Bits(depth - 1);
        return depth <= MemoryRules.ShiftRegisterWords ? default : new(2 * (bits + 2), 2 * bits, 0, 0, 0);
    }

    /// <summary>A firing: a flag of each access and the condition above them; a process that fires not every cycle counts the
    /// cycles.</summary>
    internal static ResourceUse Firing(int accesses, int interval) =>
        new(accesses + 2, interval > 1 ? LogicRules.Bits(interval - 1) + 1 : 1, 0, 0, 0);

    /// <summary>
    /// A port of off-chip memory: address and burst counters and two registers of a word towards the controller. An assumption: no adapter
    /// has been built yet.
    /// </summary>
    internal static ResourceUse OffChip(int wordBits) => new(200, 300 + (2L * wordBits), 0, 0, 0);
}

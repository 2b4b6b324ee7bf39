namespace Millrace.Hls;

/// <summary>What decides when things happen: counters of loops, credits of channels, the condition of a firing. Counters as measured with
/// Yosys 0.23; the rest counts the flags that are combined, an assumption about what will be emitted.</summary>
internal static class ControlRules
{
    /// <summary>A loop counter: increment, comparison with its last value, which loops around it wait for; of a number known at run time
    /// also whether there is anything to do.</summary>
    internal static ResourceUse Loop(long trip, bool isConstant)
    {
        if (isConstant && trip == 1)
            return default;
        var bits = LogicRules.Bits(trip - 1);
        var tables = !isConstant ? (2 * bits) + 2 : bits <= 2 ? bits - 1 : bits <= 8 ? bits + 3 : bits + LogicRules.Ceiling(bits, 6) + 3;
        return new(tables, bits, 0, 0, 0);
    }

    /// <summary>The credits at the writer: a counter up and down.</summary>
    internal static ResourceUse Credits(int depth)
    {
        var bits = LogicRules.Bits(depth);
        return new(bits + 1, bits, 0, 0, 0);
    }

    /// <summary>Fill level, addresses and credit of a FIFO at the reader, as measured with Yosys 0.23, which keeps the address of reading
    /// twice.</summary>
    internal static ResourceUse Fifo(int depth)
    {
        var (level, address) = (LogicRules.Bits(depth), LogicRules.Bits(depth - 1));
        return depth switch
        {
            1 => new(4, 2, 0, 0, 0),
            <= 4 => new((3 * depth) + 2, level + (3 * address) + 1, 0, 0, 0),
            _ => new(level + (3 * address) + 10, level + (3 * address) + 1, 0, 0, 0),
        };
    }

    /// <summary>Tokens of a ping-pong buffer at their reader.</summary>
    internal static ResourceUse Tokens(int blocks)
    {
        var bits = LogicRules.Bits(blocks);
        return new(bits + 2, bits + 1, 0, 0, 0);
    }

    /// <summary>The registers through which elements leave a process, with the one that says so.</summary>
    internal static ResourceUse Output(int bits) => new(0, bits + 1, 0, 0, 0);

    /// <summary>The registers through which words leave for a ping-pong buffer: word, parts and address.</summary>
    internal static ResourceUse BufferOutput(int bits, int parts, int words) =>
        new(0, bits + parts + LogicRules.Bits(words - 1) + 1, 0, 0, 0);

    /// <summary>A firing: the condition of all accesses, the flag that it runs; a process that fires not every cycle counts the
    /// cycles.</summary>
    internal static ResourceUse Firing(int accesses, int interval) =>
        new(3 + (accesses / 4), interval > 1 ? LogicRules.Bits(interval - 1) + 1 : 1, 0, 0, 0);

    /// <summary>
    /// A port of off-chip memory: address and burst counters and two registers of a word towards the controller. An assumption: no adapter
    /// has been built yet.
    /// </summary>
    internal static ResourceUse OffChip(int wordBits) => new(200, 300 + (2L * wordBits), 0, 0, 0);
}

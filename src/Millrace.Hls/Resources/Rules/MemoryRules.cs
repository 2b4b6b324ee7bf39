namespace Millrace.Hls;

/// <summary>
/// What words on chip are kept in, one write and one read port. Block RAM: 18 Kb, ports of 1, 2, 4, 9, 18 or 36 bits (AMD UG573); two
/// halves side by side are one BRAM36 of twice the width. UltraRAM: 4,096 words of 72 bits, no contents at start, and not on every
/// device. Tables as memory: 32 words of 14 bits or 64 of 7 in eight tables (RAM32M16, RAM64M8; AMD UG574), as Yosys 0.23 maps them.
/// </summary>
internal static class MemoryRules
{
    /// <summary>Words above which a memory is UltraRAM, if its words are wide enough.</summary>
    internal const int UltraRamBeyondWords = 1024;

    /// <summary>Bits of a word from which UltraRAM is worth while: half its port.</summary>
    internal const int UltraRamFromBits = 36;

    /// <summary>A memory up to this size stays in tables: no more than a fifth of a block RAM.</summary>
    private const int TableBits = 4096;

    internal static bool InTables(int width, int depth) => depth <= 64 || (long)width * depth <= TableBits;

    internal static bool InUltraRam(int width, int depth, bool noUltraRam) =>
        !noUltraRam && depth > UltraRamBeyondWords && width >= UltraRamFromBits;

    /// <summary>A memory with an address: of a process, a ping-pong buffer, or the middle of a deep FIFO.</summary>
    internal static ResourceUse Random(int width, int depth, bool noUltraRam) =>
        InUltraRam(width, depth, noUltraRam) ? new(0, 0, 0, 0, UltraRams(width, depth))
        : InTables(width, depth) ? new(RamTables(width, depth), 0, 0, 0, 0)
        : new(0, 0, 0, BlockRams(width, depth), 0);

    /// <summary>A memory with its two cycles of reading: of block memories and UltraRAM the first is inside. Yosys leaves the second
    /// outside; other tools can take it in.</summary>
    internal static ResourceUse WithRead(int width, int depth, bool noUltraRam)
    {
        var memory = Random(width, depth, noUltraRam);
        return memory with { FlipFlop = memory.Lut > 0 ? 2L * width : width };
    }

    /// <summary>A FIFO whose word can be taken in the cycle in which it comes: a choice between the memory's and the one that has just
    /// come; block memories answer a cycle too late for that by themselves, and have a register for the one that came last.</summary>
    internal static ResourceUse Fifo(int width, int depth, bool noUltraRam = false)
    {
        if (depth == 1)
            return new(width, width, 0, 0, 0);
        var memory = Random(width, depth, noUltraRam);
        return memory with { Lut = memory.Lut + width, FlipFlop = memory.Lut > 0 ? 0 : width };
    }

    /// <summary>A table of constants that is looked up in several lanes: 64 entries of a bit in a table of logic; a block RAM serves two
    /// lanes, one at each port. Two cycles of reading, of which block RAM has one inside.</summary>
    internal static ResourceUse Lookup(int width, int entries, int lanes) => InTables(width, entries)
        ? lanes * new ResourceUse(width * LogicRules.Ceiling(entries, 64), 2L * width, 0, 0, 0)
        : new(0, (long)lanes * width, 0, LogicRules.Ceiling(lanes, 2) * BlockRams(width, entries), 0);

    internal static long UltraRams(int width, int depth) => LogicRules.Ceiling((long)width, 72) * LogicRules.Ceiling((long)depth, 4096);

    /// <summary>The fewest halves of any port width.</summary>
    internal static long BlockRams(int width, int depth)
    {
        ReadOnlySpan<int> ports = [36, 18, 9, 4, 2, 1];
        var least = long.MaxValue;
        for (var i = 0; i < ports.Length; i++)
            least = Math.Min(least, LogicRules.Ceiling((long)width, ports[i]) * LogicRules.Ceiling((long)depth, 512 << i));
        return least;
    }

    private static long RamTables(int width, int depth)
    {
        if (depth <= 32)
            return 8L * LogicRules.Ceiling(width, 14);
        var banks = LogicRules.Ceiling(depth, 64);
        return (8L * banks * LogicRules.Ceiling(width, 7)) + ((long)width * LogicRules.Ceiling(banks - 1, 3));
    }
}

namespace Millrace.Hls;

/// <summary>What words on chip are kept in.</summary>
public enum MemoryKind
{
    /// <summary>Tables used as RAM.</summary>
    LutRam,

    /// <summary>Block RAM.</summary>
    BlockRam,

    /// <summary>UltraRAM.</summary>
    UltraRam,
}

/// <summary>What a memory of one write and one read port is kept in, and how much of that it takes.</summary>
/// <param name="Kind">What it is kept in.</param>
/// <param name="Count">Tables, block RAMs of 18 Kb, or UltraRAMs.</param>
public readonly record struct MemoryMapping(MemoryKind Kind, long Count)
{
    /// <summary>Maps a memory.</summary>
    /// <param name="widthBits">Bits of a word, of a separately writable part of it if it has several.</param>
    /// <param name="depth">Words.</param>
    /// <param name="hasContents">Whether it has contents before the first launch, which UltraRAM cannot have.</param>
    public static MemoryMapping Of(int widthBits, int depth, bool hasContents = false)
    {
        var use = MemoryRules.Random(widthBits, depth, hasContents);
        return use.Uram > 0 ? new(MemoryKind.UltraRam, use.Uram)
            : use.Bram18 > 0 ? new(MemoryKind.BlockRam, use.Bram18)
            : new(MemoryKind.LutRam, use.Lut);
    }
}

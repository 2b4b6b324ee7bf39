namespace Millrace.Hls;

/// <summary>Pragmas of what is kept on chip: the same kinds of memory as in SystemVerilog.</summary>
internal static class HlsStorage
{
    /// <summary>A memory of a process: lanes side by side in a word, parts that are written apart in memories of their own.</summary>
    internal static void Memory(CppText text, Memory memory, string name)
    {
        Words(text, name, memory.Type, memory.Parts);
        var kind = Kind(memory.Type.Bits / memory.Parts, memory.Words, memory.Initial is not null);
        text.Pragma($"bind_storage variable={name} type=ram_s2p impl={kind}");
    }

    /// <summary>How the dimensions of an array of words become memories.</summary>
    internal static void Words(CppText text, string name, HardwareType word, int parts)
    {
        var (many, lanes) = CppTypes.Shape(word, parts);
        if (many > 1)
            text.Pragma($"array_partition variable={name} dim=2 type=complete");
        if (lanes > 1)
            text.Pragma(FormattableString.Invariant($"array_reshape variable={name} dim={(many > 1 ? 3 : 2)} type=complete"));
    }

    /// <summary>The words of <c>bind_storage</c> for what the resource estimate counts.</summary>
    internal static string Kind(int width, int depth, bool hasContents = false) => MemoryMapping.Of(width, depth, hasContents).Kind switch
    {
        MemoryKind.UltraRam => "uram",
        MemoryKind.BlockRam => "bram",
        _ => "lutram",
    };
}

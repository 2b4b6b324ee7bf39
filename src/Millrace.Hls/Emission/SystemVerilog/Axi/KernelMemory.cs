namespace Millrace.Hls;

/// <summary>An off-chip memory of a kernel, behind an AXI4 master.</summary>
/// <param name="Name">Its ports begin with this: <c>m_axi_weights_araddr</c>.</param>
/// <param name="Memory">The memory.</param>
/// <param name="Loads">Whether the kernel reads it.</param>
/// <param name="Stores">Whether the kernel writes it.</param>
/// <param name="DataBits">Bits of the bus.</param>
/// <param name="StrideBytes">Bytes from a word to the next: a power of two, at least 4. A word of fewer bytes lies at their
/// beginning.</param>
/// <param name="Base">The register that says where its first word is; the low 12 bits are taken as 0.</param>
public sealed record KernelMemory(
    string Name, OffChipMemory Memory, bool Loads, bool Stores, int DataBits, int StrideBytes, KernelRegister Base)
{
    /// <summary>Beats that a word takes on the bus.</summary>
    public int Beats => StrideBytes * 8 / DataBits;

    /// <summary>Bytes of all words on the bus.</summary>
    public long Bytes => Memory.Words * StrideBytes;

    /// <summary>The memory's contents as they lie behind the bus.</summary>
    /// <param name="words">All words, one behind the other, as the simulation has them.</param>
    public byte[] Pack(ReadOnlySpan<byte> words) => Lay(words, Memory.WordBytes, StrideBytes);

    /// <summary>The other way round: all words, one behind the other.</summary>
    /// <param name="bytes">The contents behind the bus.</param>
    public byte[] Unpack(ReadOnlySpan<byte> bytes) => Lay(bytes, StrideBytes, Memory.WordBytes);

    private static byte[] Lay(ReadOnlySpan<byte> from, int fromBytes, int toBytes)
    {
        var words = from.Length / fromBytes;
        var to = new byte[words * toBytes];
        for (var i = 0; i < words; i++)
            from.Slice(i * fromBytes, Math.Min(fromBytes, toBytes)).CopyTo(to.AsSpan(i * toBytes));
        return to;
    }
}

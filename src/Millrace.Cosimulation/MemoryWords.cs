using Millrace.Hls;

namespace Millrace.Cosimulation;

/// <summary>The contents of an off-chip memory as raw lanes.</summary>
internal static class MemoryWords
{
    /// <summary>Raw lanes of all words, from little-endian bytes.</summary>
    internal static long[] Of(OffChipMemory memory, ReadOnlySpan<byte> bytes)
    {
        var element = memory.Word.Element;
        var size = element.Width / 8;
        var raw = new long[bytes.Length / size];
        for (var i = 0; i < raw.Length; i++)
        {
            ulong lane = 0;
            for (var b = size - 1; b >= 0; b--)
                lane = (lane << 8) | bytes[(i * size) + b];
            raw[i] = element.Wrap((long)lane);
        }

        return raw;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Millrace.Hls;

/// <summary>The contents of an off-chip memory: bytes, elements little-endian, lane 0 of word 0 first.</summary>
public sealed class MemoryImage
{
    internal MemoryImage(OffChipMemory memory)
    {
        Memory = memory;
        Bytes = new byte[memory.Words * memory.WordBytes];
    }

    /// <summary>The memory.</summary>
    public OffChipMemory Memory { get; }

    /// <summary>All its bytes.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Puts other contents in place of these: the array itself, not a copy, so that its owner sees what is stored.</summary>
    /// <exception cref="ArgumentException">It is not as long as the memory.</exception>
    public void Use(byte[] bytes)
    {
        if (bytes.LongLength != Bytes.LongLength)
            throw new ArgumentException(
                $"off-chip memory '{Memory.Name}' has {Bytes.LongLength} bytes and was given {bytes.LongLength}", nameof(bytes));
        Bytes = bytes;
    }

    internal void Load(long address, long[] r, int[] narrow)
    {
        var at = (int)(address * Memory.WordBytes);
        var (lanes, type) = (Memory.Word.Lanes, Memory.Word.Element);
        if (type is { Width: 8, Signed: true })
        {
            Widen(MemoryMarshal.Cast<byte, sbyte>(Bytes.AsSpan(at, lanes)), narrow);
            return;
        }

        for (var i = 0; i < lanes; i++)
        {
            var raw = type.Width switch
            {
                8 => Bytes[at + i],
                16 => BitConverter.ToUInt16(Bytes, at + (i * 2)),
                32 => BitConverter.ToUInt32(Bytes, at + (i * 4)),
                _ => BitConverter.ToInt64(Bytes, at + (i * 8)),
            };
            var value = Scalars.Wrap(raw, type.Width, type.Signed);
            if (type.IsNarrow)
                narrow[i] = (int)value;
            else
                r[i] = value;
        }
    }

    /// <summary>The most frequent case by far: words of weights.</summary>
    private static void Widen(ReadOnlySpan<sbyte> from, int[] to)
    {
        var i = 0;
        ref var x = ref MemoryMarshal.GetReference(from);
        for (; i <= from.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            var ((a, b), (c, d)) = (Vector256.Widen(low), Vector256.Widen(high));
            a.StoreUnsafe(ref to[i]);
            b.StoreUnsafe(ref to[i + 8]);
            c.StoreUnsafe(ref to[i + 16]);
            d.StoreUnsafe(ref to[i + 24]);
        }

        for (; i < from.Length; i++)
            to[i] = from[i];
    }

    internal void Store(long address, long[] wide, int wo, int[] narrow, int no)
    {
        var (at, type) = (address * Memory.WordBytes, Memory.Word.Element);
        for (var i = 0; i < Memory.Word.Lanes; i++)
        {
            var value = type.IsNarrow ? narrow[no + i] : wide[wo + i];
            for (var b = 0; b < type.Width; b += 8)
                Bytes[at++] = (byte)(value >> b);
        }
    }
}

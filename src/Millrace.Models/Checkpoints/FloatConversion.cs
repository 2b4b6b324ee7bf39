using System.Buffers.Binary;

namespace Millrace.Models;

/// <summary>Turns the little-endian bytes of a stored floating-point type into float.</summary>
internal static class FloatConversion
{
    /// <summary>The types that can be converted.</summary>
    public static readonly string[] Types = ["F32", "F16", "BF16", "F64"];

    /// <summary>Bytes of one element.</summary>
    public static int Size(string type) => type switch { "F64" => 8, "F32" => 4, _ => 2 };

    /// <summary>Fills <paramref name="result"/> from as many elements.</summary>
    /// <returns>The index of the first element that is not a finite float, or -1 when all are.</returns>
    public static int Convert(string type, ReadOnlySpan<byte> bytes, Span<float> result)
    {
        switch (type)
        {
            case "F32":
                for (var i = 0; i < result.Length; i++) result[i] = F32(bytes, i);
                break;
            case "F16":
                for (var i = 0; i < result.Length; i++) result[i] = F16(bytes, i);
                break;
            case "BF16":
                for (var i = 0; i < result.Length; i++) result[i] = BF16(bytes, i);
                break;
            default:
                for (var i = 0; i < result.Length; i++) result[i] = (float)F64(bytes, i);
                break;
        }
        for (var i = 0; i < result.Length; i++)
            if (!float.IsFinite(result[i])) return i;
        return -1;
    }

    /// <summary>One element as it is stored, before it becomes a float.</summary>
    public static double Element(string type, ReadOnlySpan<byte> bytes, int index) => type switch
    {
        "F32" => F32(bytes, index),
        "F16" => F16(bytes, index),
        "BF16" => BF16(bytes, index),
        _ => F64(bytes, index),
    };

    private static float F32(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadSingleLittleEndian(bytes.Slice(i * 4, 4));

    private static float F16(ReadOnlySpan<byte> bytes, int i) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.Slice(i * 2, 2));

    // bfloat16 is the upper half of a float.
    private static float BF16(ReadOnlySpan<byte> bytes, int i) =>
        BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(i * 2, 2)) << 16);

    private static double F64(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadDoubleLittleEndian(bytes.Slice(i * 8, 8));
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Millrace.Models.Integer;

/// <summary>The four words of <c>docs/arithmetic.md</c> that every operation is spelled with: <c>rs</c>, <c>sat</c>, <c>satu</c> and
/// <c>lz</c>. None of them checks its bit counts: they sit in the innermost loops, and the records of <c>Quantization</c> check theirs.</summary>
public static class FixedPoint
{
    /// <summary>The largest multiplier there is, 2^17 - 1: what one DSP slice multiplies.</summary>
    public const int MaxMultiplier = (1 << 17) - 1;

    /// <summary><c>rs(x, k)</c> = floor((x + 2^(k-1)) / 2^k), and x where k = 0. Halves go up, also for negative x.</summary>
    /// <param name="x">|x| below 2^62.</param>
    /// <param name="shift">k in 0..62.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RoundShift(long x, int shift) => (x + ((1L << shift) >> 1)) >> shift;

    /// <summary><c>sat(x, n)</c>: x clamped to Int(n), n in 1..32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Saturate(long x, int bits)
    {
        var top = 1L << (bits - 1);
        return (int)Math.Min(Math.Max(x, -top), top - 1);
    }

    /// <summary><c>satu(x, n)</c>: x clamped to UInt(n), n in 1..32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint SaturateUnsigned(long x, int bits) => (uint)Math.Min(Math.Max(x, 0), (1L << bits) - 1);

    /// <summary><c>lz(x, n)</c>: leading zeros of x seen as an n-bit number; n for zero. x must be below 2^n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeros(ulong x, int bits) => BitOperations.LeadingZeroCount(x) - (64 - bits);

    /// <summary><c>sat(rs(x * m, k), n)</c>: an accumulator brought to another scale, the end of most operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rescale(long x, int multiplier, int shift, int bits) =>
        Saturate(RoundShift(x * multiplier, shift), bits);
}

using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// 1 / sqrt(V) for V in UInt(62), as a mantissa r with 18 fraction bits and an exponent e, 1 / sqrt(V) = r 2^-18-e: V is normalized by an
/// even shift to w' in [1, 4), 1 / sqrt(w') comes from a table of 384 chords. Section 3 of the arithmetic specification.
/// </summary>
internal static class InverseRootUnit
{
    /// <summary>Mantissa and exponent.</summary>
    internal static VectorType ResultType { get; } = Vec(UInt(19), 2);

    internal static Value Of(ProcessBuilder p, Value v)
    {
        var start = p.Table("inverse_root", UInt(19), Enumerable.Range(0, 512).Select(At));
        var drop = p.Table("inverse_root_drop", UInt(11), Enumerable.Range(0, 512).Select(i => i < 128 ? 0 : At(i) - At(i + 1)));
        var half = v.LeadingZeros() >> 1;
        var w = (v.ShiftLeft((half << 1).Wrap(UInt(6))) >> 44).Wrap(UInt(18));
        var index = (w >> 9).Wrap(UInt(9));
        var mantissa = (start[index] - (drop[index] * w.Wrap(UInt(9))).RoundShift(9)).Wrap(UInt(19));
        return Concat(mantissa, (30 - half).Wrap(UInt(19)));
    }

    private static long At(int i) => i < 128 ? 0 : (long)Math.Floor((262144 / Math.Sqrt(i / 128.0)) + 0.5);
}

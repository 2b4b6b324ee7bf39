using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>
/// 1 / Z for Z in UInt(32), as a mantissa of 17 fraction bits and a shift: Z is normalized to w' in [1, 2), 1 / w' comes from a table of
/// 256 chords. Section 4 of the arithmetic specification.
/// </summary>
internal static class ReciprocalUnit
{
    /// <summary>Mantissas, then shifts, of as many rows.</summary>
    internal static VectorType ResultType(int rows) => Vec(UInt(18), 2 * rows);

    internal static Value Of(ProcessBuilder p, Value sum)
    {
        var start = p.Table("reciprocal", UInt(18), Enumerable.Range(0, 256).Select(At));
        var drop = p.Table("reciprocal_drop", UInt(9), Enumerable.Range(0, 256).Select(i => At(i) - At(i + 1)));
        var zeros = sum.LeadingZeros();
        var w = (sum.ShiftLeft(zeros) >> 15).Wrap(UInt(17));
        var index = (w >> 8).Wrap(UInt(8));
        var mantissa = (start[index] - (drop[index] * w.Wrap(UInt(8))).RoundShift(8)).Wrap(UInt(18));
        return Concat(mantissa, (32 - zeros).Wrap(UInt(18)));
    }

    /// <summary>e / Z in units of 2^-bits, bits at most 16, not yet saturated.</summary>
    internal static Value Multiply(Value e, Value result, int bits)
    {
        var rows = result.Type.Lanes / 2;
        var shift = result.Slice(rows, rows).Wrap(UInt(6));
        return (e * result.Slice(0, rows)).RoundShift(bits == 16 ? shift : (shift + (16 - bits)).Wrap(UInt(6)));
    }

    private static long At(int i) => (long)Math.Floor((131072 / (1 + (i / 256.0))) + 0.5);
}

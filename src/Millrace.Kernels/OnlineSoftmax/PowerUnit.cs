using Millrace.Hls;
using static Millrace.Hls.Language;

namespace Millrace.Kernels;

/// <summary>2^-t for t in unsigned fixed point, as a mantissa of 16 fraction bits from 1024 chords, and whole octaves.</summary>
internal static class PowerUnit
{
    /// <summary>Fraction bits of t.</summary>
    internal const int Fraction = 14;

    internal static (Value Mantissa, Value Octaves) Of(ProcessBuilder p, Value t)
    {
        var start = p.Table("power", UInt(17), Enumerable.Range(0, 1024).Select(At));
        var drop = p.Table("power_drop", UInt(6), Enumerable.Range(0, 1024).Select(i => At(i) - At(i + 1)));
        var index = (t >> 4).Wrap(UInt(10));
        var mantissa = (start[index] - (drop[index] * t.Wrap(UInt(4))).RoundShift(4)).Wrap(UInt(17));
        return (mantissa, (t >> Fraction).Wrap(UInt(6)));
    }

    private static long At(int i) => (long)Math.Floor((65536 * Math.Pow(2, -i / 1024.0)) + 0.5);
}

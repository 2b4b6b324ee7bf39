using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Millrace.Hls;

/// <summary>
/// The multiply-accumulate array where both operands are small enough that two products fit an int: 16 products an instruction, eight
/// columns added up together. This is where a simulated Transformer spends its time.
/// </summary>
internal static class ShortOuterDot
{
    private const int Step = 16; // shorts of a vector
    private const int Columns = 8; // results of one transposed reduction

    /// <summary>True if these operands can go this way on this machine.</summary>
    internal static bool Fits(OuterDotValue value) =>
        Avx2.IsSupported && value.Depth % Step == 0 && (value.Columns % Columns == 0 || IsTurned(value)) && value.Element.IsNarrow
        && value.Operands.All(o => ScalarShort.Holds(o.Element));

    /// <summary>One column against many rows: the same as one row against many columns.</summary>
    internal static bool IsTurned(OuterDotValue value) => value.Columns == 1 && value.Rows % Columns == 0;

    private static ScalarType ScalarShort { get; } = new(15, true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(int[] a, int ao, short[] sa, int[] b, int bo, short[] sb, int[] r, int ro, int rows, int columns, int depth)
    {
        Shorten(a.AsSpan(ao, rows * depth), sa);
        Shorten(b.AsSpan(bo, columns * depth), sb);
        ref var to = ref MemoryMarshal.GetReference(r.AsSpan(ro, rows * columns));
        for (var i = 0; i < rows; i++)
        {
            ref var x = ref sa[i * depth];
            for (var j = 0; j < columns; j += Columns)
            {
                ref var y = ref sb[j * depth];
                var (s0, s1, s2, s3) = (
                    Dot(ref x, ref y, 0, depth), Dot(ref x, ref y, 1, depth),
                    Dot(ref x, ref y, 2, depth), Dot(ref x, ref y, 3, depth));
                var (s4, s5, s6, s7) = (
                    Dot(ref x, ref y, 4, depth), Dot(ref x, ref y, 5, depth),
                    Dot(ref x, ref y, 6, depth), Dot(ref x, ref y, 7, depth));
                var low = Avx2.HorizontalAdd(Avx2.HorizontalAdd(s0, s1), Avx2.HorizontalAdd(s2, s3));
                var high = Avx2.HorizontalAdd(Avx2.HorizontalAdd(s4, s5), Avx2.HorizontalAdd(s6, s7));
                (Avx2.Permute2x128(low, high, 0x20) + Avx2.Permute2x128(low, high, 0x31)).StoreUnsafe(ref to, (nuint)((i * columns) + j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Dot(ref short x, ref short y, int column, int depth)
    {
        var at = (nuint)(column * depth);
        var sum = Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref x), Vector256.LoadUnsafe(ref y, at));
        for (nuint k = Step; k < (nuint)depth; k += Step)
            sum += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref y, at + k));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shorten(ReadOnlySpan<int> from, short[] to)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref to[0];
        for (var i = 0; i < from.Length; i += Step)
            Vector256.Narrow(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref x, (nuint)i + 8)).StoreUnsafe(ref y, (nuint)i);
    }
}

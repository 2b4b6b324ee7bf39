using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Millrace.Hls;

/// <summary>
/// The vector operations of the <i>run</i> face. Lanes live in int or long arrays; every method takes arrays with offsets, so that
/// generated code passes no spans. Optimized at once: a simulation is often over before the runtime would get round to it.
/// </summary>
internal static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Binary<TOperation, T>(T[] a, int ao, T[] b, int bo, T[] r, int ro, int n)
        where TOperation : struct, ILaneOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        var x = a.AsSpan(ao, n);
        var y = b.AsSpan(bo, n);
        var z = r.AsSpan(ro, n);
        var i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
            TOperation.Apply(new Vector<T>(x[i..]), new Vector<T>(y[i..])).CopyTo(z[i..]);
        for (; i < n; i++)
            z[i] = TOperation.Apply(x[i], y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void BinaryRight<TOperation, T>(T[] a, int ao, T b, T[] r, int ro, int n)
        where TOperation : struct, ILaneOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        var x = a.AsSpan(ao, n);
        var z = r.AsSpan(ro, n);
        var y = new Vector<T>(b);
        var i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
            TOperation.Apply(new Vector<T>(x[i..]), y).CopyTo(z[i..]);
        for (; i < n; i++)
            z[i] = TOperation.Apply(x[i], b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void BinaryLeft<TOperation, T>(T a, T[] b, int bo, T[] r, int ro, int n)
        where TOperation : struct, ILaneOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        var y = b.AsSpan(bo, n);
        var z = r.AsSpan(ro, n);
        var x = new Vector<T>(a);
        var i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
            TOperation.Apply(x, new Vector<T>(y[i..])).CopyTo(z[i..]);
        for (; i < n; i++)
            z[i] = TOperation.Apply(a, y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Select<T>(int[] c, int co, T[] a, int ao, T[] b, int bo, T[] r, int ro, int n)
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = c[co + i] != 0 ? a[ao + i] : b[bo + i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Copy<T>(T[] a, int ao, T[] r, int ro, int n) => a.AsSpan(ao, n).CopyTo(r.AsSpan(ro, n));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Widen(int[] a, int ao, long[] r, int ro, int n)
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = a[ao + i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Narrow(long[] a, int ao, int[] r, int ro, int n)
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = (int)a[ao + i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill<T>(T value, T[] r, int ro, int n) => r.AsSpan(ro, n).Fill(value);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Clamp<T>(T[] a, int ao, T least, T most, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        var x = a.AsSpan(ao, n);
        var z = r.AsSpan(ro, n);
        var low = new Vector<T>(least);
        var high = new Vector<T>(most);
        var i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Min(Vector.Max(new Vector<T>(x[i..]), low), high).CopyTo(z[i..]);
        for (; i < n; i++)
            z[i] = T.Min(T.Max(x[i], least), most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ClampNarrow(long[] a, int ao, long least, long most, int[] r, int ro, int n)
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = (int)Math.Min(Math.Max(a[ao + i], least), most);
    }

    /// <summary>Keeps the low bits: shifted up and down again, with or without the sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wrap<T>(T[] a, int ao, int width, bool signed, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        var shift = (Unsafe.SizeOf<T>() * 8) - width;
        for (var i = 0; i < n; i++)
        {
            var up = a[ao + i] << shift;
            r[ro + i] = signed ? up >> shift : up >>> shift;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ShiftLeft<T>(T[] a, int ao, int k, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = a[ao + i] << k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ShiftRight<T>(T[] a, int ao, int k, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = a[ao + i] >> k;
    }

    /// <summary>floor(x / 2^k + 1/2) without a sum that could overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RoundShift<T>(T[] a, int ao, int k, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        var x = a.AsSpan(ao, n);
        var z = r.AsSpan(ro, n);
        var i = 0;
        if (typeof(T) == typeof(int))
        {
            var ix = MemoryMarshal.Cast<T, int>(x);
            var iz = MemoryMarshal.Cast<T, int>(z);
            for (; i <= n - Vector<int>.Count; i += Vector<int>.Count)
            {
                var v = new Vector<int>(ix[i..]);
                ((v >> k) + ((v >> (k - 1)) & Vector<int>.One)).CopyTo(iz[i..]);
            }
        }

        for (; i < n; i++)
            z[i] = (x[i] >> k) + ((x[i] >> (k - 1)) & T.One);
    }

    /// <summary>A shift whose amount is known at run time, per lane or one for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ShiftBy<T>(
        ShiftOperation operation, T[] a, int ao, int[]? amounts, int ko, long amount, int width, bool signed, T[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = T.CreateTruncating(Scalars.ShiftBy(
                operation, long.CreateTruncating(a[ao + i]), amounts is null ? amount : amounts[ko + i], width, signed));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LeadingZeros<T>(T[] a, int ao, int width, int[] r, int ro, int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = (int)Scalars.LeadingZeros(long.CreateTruncating(a[ao + i]), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Reduce<TOperation, T>(T[] a, int ao, T[] r, int ro, int groups, int size)
        where TOperation : struct, ILaneOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var g = 0; g < groups; g++)
        {
            var x = a.AsSpan(ao + (g * size), size);
            var best = x[0];
            for (var i = 1; i < x.Length; i++)
                best = TOperation.Apply(best, x[i]);
            r[ro + g] = best;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Lookup<TIndex, T>(T[] table, TIndex[] a, int ao, T[] r, int ro, int n)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        for (var i = 0; i < n; i++)
            r[ro + i] = table[int.CreateTruncating(a[ao + i])];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Repeat<T>(T[] a, int ao, int lanes, int times, bool each, T[] r, int ro)
    {
        for (var i = 0; i < lanes; i++)
        {
            for (var k = 0; k < times; k++)
                r[ro + (each ? (i * times) + k : (k * lanes) + i)] = a[ao + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void OuterDot<T>(T[] a, int ao, T[] b, int bo, T[] r, int ro, int rows, int columns, int depth)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (depth == 1)
        {
            for (var i = 0; i < rows; i++)
                BinaryLeft<MultiplyLanes, T>(a[ao + i], b, bo, r, ro + (i * columns), columns);
            return;
        }

        for (var i = 0; i < rows; i++)
        {
            var x = a.AsSpan(ao + (i * depth), depth);
            for (var j = 0; j < columns; j++)
                r[ro + (i * columns) + j] = Dot(x, b.AsSpan(bo + (j * depth), depth));
        }
    }

    /// <summary>Cuts lanes into others of as many bits in all: first lane lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Reinterpret<TFrom, TTo>(TFrom[] a, int ao, int fromWidth, int fromLanes, TTo[] r, int ro, int toWidth, bool signed)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var to = 0;
        var narrow = Math.Min(fromWidth, toWidth);
        long gathered = 0;
        var have = 0;
        for (var i = 0; i < fromLanes; i++)
        {
            for (var cut = 0; cut < fromWidth; cut += narrow)
            {
                var piece = (long.CreateTruncating(a[ao + i]) >> cut) & Mask(narrow);
                gathered |= piece << have;
                have += narrow;
                if (have < toWidth)
                    continue;
                r[ro + to++] = TTo.CreateTruncating(Scalars.Wrap(gathered, toWidth, signed));
                (gathered, have) = (0, 0);
            }
        }
    }

    private static long Mask(int width) => width == 64 ? -1 : (1L << width) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IBinaryInteger<T>
    {
        var i = 0;
        var sum = T.Zero;
        if (a.Length >= Vector<T>.Count)
        {
            var total = Vector<T>.Zero;
            ref var x = ref MemoryMarshal.GetReference(a);
            ref var y = ref MemoryMarshal.GetReference(b);
            for (; i <= a.Length - Vector<T>.Count; i += Vector<T>.Count)
                total += Vector.LoadUnsafe(ref x, (nuint)i) * Vector.LoadUnsafe(ref y, (nuint)i);
            sum = Vector.Sum(total);
        }

        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}

using System.Numerics;

namespace Millrace.Hls;

/// <summary>An operation on two lanes, for all lane widths of the simulator.</summary>
internal interface ILaneOperation
{
    static abstract T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>;

    static abstract Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T>;
}

internal readonly struct AddLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a + b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a + b;
}

internal readonly struct SubtractLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a - b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a - b;
}

internal readonly struct MultiplyLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a * b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a * b;
}

internal readonly struct MinLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => T.Min(a, b);

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => Vector.Min(a, b);
}

internal readonly struct MaxLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => T.Max(a, b);

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => Vector.Max(a, b);
}

internal readonly struct AndLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a & b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a & b;
}

internal readonly struct OrLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a | b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a | b;
}

internal readonly struct XorLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a ^ b;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => a ^ b;
}

internal readonly struct EqualLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a == b ? T.One : T.Zero;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => Vector.Equals(a, b) & Vector<T>.One;
}

internal readonly struct LessLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a < b ? T.One : T.Zero;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => Vector.LessThan(a, b) & Vector<T>.One;
}

internal readonly struct LessOrEqualLanes : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T> => a <= b ? T.One : T.Zero;

    public static Vector<T> Apply<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryInteger<T> => Vector.LessThanOrEqual(a, b) & Vector<T>.One;
}

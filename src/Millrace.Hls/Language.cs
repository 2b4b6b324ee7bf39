namespace Millrace.Hls;

/// <summary>The short words of the kernel language; meant for <c>using static</c>.</summary>
public static class Language
{
    /// <summary>One bit.</summary>
    public static ScalarType Bool { get; } = new(1, false);

    /// <summary>Signed integer of <paramref name="width"/> bits, 1 to 64.</summary>
    public static ScalarType Int(int width) => new(width, true);

    /// <summary>Unsigned integer of <paramref name="width"/> bits, 1 to 63.</summary>
    public static ScalarType UInt(int width) => new(width, false);

    /// <summary>Signed fixed point: <paramref name="width"/> bits in all, <paramref name="fraction"/> of them right of the point.</summary>
    public static ScalarType Fixed(int width, int fraction) => new(width, true, fraction);

    /// <summary>Unsigned fixed point.</summary>
    public static ScalarType UFixed(int width, int fraction) => new(width, false, fraction);

    /// <summary>A vector of <paramref name="lanes"/> elements.</summary>
    public static VectorType Vec(ScalarType element, int lanes) => new(element, lanes);

    /// <summary>A constant in the narrowest type.</summary>
    public static Value Constant(long value) => ConstantValue.Of(value);

    /// <summary>A constant vector in the narrowest type.</summary>
    public static Value Constant(ReadOnlySpan<long> lanes) => ConstantValue.Of(lanes);

    /// <summary>The vector 0, 1, ... lanes - 1: the number of each lane.</summary>
    public static Value LaneNumbers(int lanes) => ConstantValue.Of(Enumerable.Range(0, lanes).Select(i => (long)i).ToArray());

    /// <summary><paramref name="whenTrue"/> where <paramref name="condition"/> holds, else <paramref name="whenFalse"/>: data-dependent
    /// choice.</summary>
    public static Value Select(Value condition, Value whenTrue, Value whenFalse) => SelectValue.Of(condition, whenTrue, whenFalse);

    /// <summary>Larger of two, lane by lane.</summary>
    public static Value Max(Value a, Value b) => BinaryValue.Of(BinaryOperation.Max, a, b);

    /// <summary>Smaller of two, lane by lane.</summary>
    public static Value Min(Value a, Value b) => BinaryValue.Of(BinaryOperation.Min, a, b);

    /// <summary>sum_s a[s] * b[s].</summary>
    public static Value Dot(Value a, Value b) => OuterDotValue.Of(a, b, 1, 1, false);

    /// <summary>Every row of <paramref name="a"/> against every column of <paramref name="b"/>; see <see cref="OuterDotValue"/>.</summary>
    public static Value OuterDot(Value a, Value b, int rows, int columns) => OuterDotValue.Of(a, b, rows, columns, true);

    /// <summary>Lanes side by side, first value lowest.</summary>
    public static Value Concat(params Value[] parts) => new ConcatValue(parts);
}

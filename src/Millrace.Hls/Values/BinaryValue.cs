namespace Millrace.Hls;

/// <summary>What a <see cref="BinaryValue"/> or a <see cref="ReduceValue"/> computes.</summary>
public enum BinaryOperation
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Smaller.</summary>
    Min,

    /// <summary>Larger.</summary>
    Max,

    /// <summary>Bitwise and.</summary>
    And,

    /// <summary>Bitwise or.</summary>
    Or,

    /// <summary>Bitwise exclusive or.</summary>
    Xor,

    /// <summary>1 if equal.</summary>
    Equal,

    /// <summary>1 if less.</summary>
    Less,

    /// <summary>1 if less or equal.</summary>
    LessOrEqual,
}

/// <summary>Two values combined lane by lane; a scalar goes to every lane.</summary>
public sealed class BinaryValue : Value
{
    private BinaryValue(BinaryOperation operation, HardwareType type, Value a, Value b)
        : base(type, a, b) => Operation = operation;

    /// <summary>What is computed.</summary>
    public BinaryOperation Operation { get; }

    internal static Value Of(BinaryOperation operation, Value a, Value b)
    {
        if (a.Type.IsVector && b.Type.IsVector && a.Lanes != b.Lanes)
            throw Error("MR0104",
                $"{operation} of {a.Type} and {b.Type}: the lane counts differ; use Slice, Repeat or RepeatEach to make them equal");
        if (operation != BinaryOperation.Multiply && a.Element.Fraction != b.Element.Fraction)
            (a, b) = Align(a, b);
        var element = ResultType(operation, a.Element, b.Element);
        return new BinaryValue(operation, a.Type.IsVector ? a.Type.WithElement(element) : b.Type.WithElement(element), a, b);
    }

    /// <summary>The narrowest type that holds every result.</summary>
    internal static ScalarType ResultType(BinaryOperation operation, ScalarType a, ScalarType b)
    {
        Int128 aMin = a.MinValue, aMax = a.MaxValue, bMin = b.MinValue, bMax = b.MaxValue;
        switch (operation)
        {
            case BinaryOperation.Add:
                return ScalarType.ForRange(aMin + bMin, aMax + bMax, a.Fraction);
            case BinaryOperation.Subtract:
                return ScalarType.ForRange(Int128.Min(aMin - bMax, -1), aMax - bMin, a.Fraction);
            case BinaryOperation.Multiply:
                var (least, most) = ProductRange(a, b);
                return ScalarType.ForRange(least, most, a.Fraction + b.Fraction);
            case BinaryOperation.Min:
                return ScalarType.ForRange(Int128.Min(aMin, bMin), Int128.Min(aMax, bMax), a.Fraction);
            case BinaryOperation.Max:
                return ScalarType.ForRange(Int128.Max(aMin, bMin), Int128.Max(aMax, bMax), a.Fraction);
            case BinaryOperation.And or BinaryOperation.Or or BinaryOperation.Xor:
                return ScalarType.ForRange(Int128.Min(aMin, bMin), Int128.Max(aMax, bMax), a.Fraction);
            default:
                return Language.Bool;
        }
    }

    /// <summary>The smallest and largest product.</summary>
    internal static (Int128 Least, Int128 Most) ProductRange(ScalarType a, ScalarType b)
    {
        Int128[] corners =
        [
            (Int128)a.MinValue * b.MinValue, (Int128)a.MinValue * b.MaxValue,
            (Int128)a.MaxValue * b.MinValue, (Int128)a.MaxValue * b.MaxValue,
        ];
        return (corners.Min(), corners.Max());
    }

    private static (Value A, Value B) Align(Value a, Value b)
    {
        var fraction = Math.Max(a.Element.Fraction, b.Element.Fraction);
        return (ToFraction(a, fraction), ToFraction(b, fraction));
    }

    private static Value ToFraction(Value x, int fraction)
    {
        var shift = fraction - x.Element.Fraction;
        if (shift == 0)
            return x;
        var wider = x << shift;
        return new ConvertValue(Conversion.Wrap, wider, new ScalarType(wider.Element.Width, wider.Element.Signed, fraction));
    }
}

namespace Millrace.Hls;

/// <summary>Which way and how a <see cref="ShiftValue"/> shifts.</summary>
public enum ShiftOperation
{
    /// <summary>Left.</summary>
    Left,

    /// <summary>Right, rounding down.</summary>
    Right,

    /// <summary>Right, rounding half up.</summary>
    RoundRight,
}

/// <summary>A shift by a constant (the type grows or shrinks with it) or by a value (the type stays, a barrel shifter).</summary>
public sealed class ShiftValue : Value
{
    private ShiftValue(ShiftOperation operation, bool isConstant, HardwareType type, Value operand, Value amount)
        : base(type, operand, amount) => (Operation, IsConstant) = (operation, isConstant);

    /// <summary>Which way.</summary>
    public ShiftOperation Operation { get; }

    /// <summary>True if the type grows or shrinks with the shift, which is wires (and an adder to round); false if the type stays, even if
    /// the amount happens to be a constant.</summary>
    public bool IsConstant { get; }

    internal static Value Constant(ShiftOperation operation, Value x, int bits)
    {
        if (bits is < 0 or > 63)
            throw Error("MR0107", $"a shift by {bits} bits was asked for; 0 to 63 are allowed");
        if (bits == 0)
            return x;
        Int128 min = x.Element.MinValue, max = x.Element.MaxValue, half = Int128.One << (bits - 1);
        var element = operation switch
        {
            ShiftOperation.Left => ScalarType.ForRange(min << bits, max << bits, x.Element.Fraction),
            ShiftOperation.Right => ScalarType.ForRange(min >> bits, max >> bits, x.Element.Fraction),
            _ => ScalarType.ForRange((min + half) >> bits, (max + half) >> bits, x.Element.Fraction),
        };
        return new ShiftValue(operation, true, x.Type.WithElement(element), x, bits);
    }

    internal static Value Variable(ShiftOperation operation, Value x, Value amount)
    {
        RequireInteger(amount, "the amount of a shift");
        if (amount.Element.MinValue < 0 || amount.Element.MaxValue > 63)
            throw Error("MR0107",
                $"a shift by an amount of type {amount.Type} was asked for; its range must lie within 0 to 63: Wrap it to UInt(6) or less");
        if (amount.Type.IsVector && (!x.Type.IsVector || amount.Lanes != x.Lanes))
            throw Error("MR0104",
                $"a shift of {x.Type} by {amount.Type}: the lane counts differ; "
                + "shift every lane by a scalar, or by a vector of as many lanes");
        return new ShiftValue(operation, false, x.Type, x, amount);
    }
}

namespace Millrace.Hls;

/// <summary>
/// An integer or fixed-point number. An integer is a fixed-point number without fraction bits, a Boolean an unsigned integer of one bit.
/// At most 64 bits signed or 63 unsigned, so that every value fits a machine word of the simulator.
/// </summary>
public sealed record ScalarType : HardwareType
{
    /// <summary>Creates a type; see <see cref="Language"/> for the short forms.</summary>
    /// <param name="width">Bits: 1..64 signed, 1..63 unsigned.</param>
    /// <param name="signed">Two's complement if true.</param>
    /// <param name="fraction">Bits right of the binary point.</param>
    /// <exception cref="DiagnosticException">MR0101: the width is not allowed.</exception>
    public ScalarType(int width, bool signed, int fraction = 0)
    {
        var widest = signed ? 64 : 63;
        if (width < 1 || width > widest)
            throw new DiagnosticException("MR0101",
                $"{(signed ? "a signed" : "an unsigned")} number of {width} bits was asked for; "
                + $"1 to {widest} are allowed: narrow the operands with Wrap, Saturate or RoundShift");
        if (fraction is < -64 or > 64)
            throw new DiagnosticException("MR0102", $"a fraction of {fraction} bits was asked for; -64 to 64 are allowed");
        (Width, Signed, Fraction) = (width, signed, fraction);
    }

    /// <summary>Bits.</summary>
    public int Width { get; }

    /// <summary>Two's complement if true.</summary>
    public bool Signed { get; }

    /// <summary>Bits right of the binary point; a raw value v stands for v / 2^Fraction.</summary>
    public int Fraction { get; }

    /// <inheritdoc/>
    public override ScalarType Element => this;

    /// <inheritdoc/>
    public override int Lanes => 1;

    /// <summary>Smallest raw value.</summary>
    public long MinValue => Signed ? long.MinValue >> (64 - Width) : 0;

    /// <summary>Largest raw value.</summary>
    public long MaxValue => Signed ? long.MaxValue >> (64 - Width) : (long)(ulong.MaxValue >> (64 - Width));

    /// <summary>True if every value of <paramref name="other"/> is a value of this type (same binary point).</summary>
    public bool Holds(ScalarType other) => Fraction == other.Fraction && MinValue <= other.MinValue && MaxValue >= other.MaxValue;

    /// <summary>True if the raw value is one of this type.</summary>
    public bool Holds(long value) => value >= MinValue && value <= MaxValue;

    /// <summary>Keeps the low bits of a raw value, as hardware does that drops the rest.</summary>
    public long Wrap(long value) => Signed ? value << (64 - Width) >> (64 - Width) : (long)((ulong)value << (64 - Width) >> (64 - Width));

    /// <summary>True if the simulator keeps vectors of this element in 32-bit lanes.</summary>
    internal bool IsNarrow => MinValue >= int.MinValue && MaxValue <= int.MaxValue;

    /// <summary>The narrowest integer type that holds everything from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    /// <exception cref="DiagnosticException">MR0101: no type is that wide.</exception>
    public static ScalarType ForRange(Int128 minimum, Int128 maximum, int fraction = 0)
    {
        if (minimum >= 0)
            return new ScalarType(Math.Max(1, 128 - (int)Int128.LeadingZeroCount(maximum)), false, fraction);
        var bits = 129 - (int)Int128.Min(Int128.LeadingZeroCount(~minimum), Int128.LeadingZeroCount(maximum < 0 ? ~maximum : maximum));
        return new ScalarType(bits, true, fraction);
    }

    /// <summary><c>Int(8)</c>, <c>UInt(5)</c>, <c>Bool</c>, <c>Fixed(16, 8)</c>.</summary>
    public override string ToString() => (Signed, Fraction, Width) switch
    {
        (false, 0, 1) => "Bool",
        (_, 0, _) => $"{(Signed ? "Int" : "UInt")}({Width})",
        _ => $"{(Signed ? "Fixed" : "UFixed")}({Width}, {Fraction})",
    };
}

namespace Millrace.Hls;

/// <summary>Lanes copied: a b a b, or each in place: a a b b. Wires only.</summary>
public sealed class RepeatValue(Value operand, int times, bool each)
    : Value(new VectorType(operand.Type.Element, operand.Type.Lanes * times), operand)
{
    /// <summary>Copies of each lane.</summary>
    public int Times { get; } = times;

    /// <summary>True for a a b b.</summary>
    public bool Each { get; } = each;
}

/// <summary>Lanes of several values side by side, first value lowest. Wires only.</summary>
public sealed class ConcatValue : Value
{
    internal ConcatValue(Value[] parts)
        : base(new VectorType(Common(parts), parts.Sum(p => p.Type.Lanes)), parts)
    {
    }

    private static ScalarType Common(Value[] parts)
    {
        if (parts.Length == 0)
            throw Error("MR0115", "Concat was given nothing; at least one value is needed");
        if (parts.Any(p => p.Element.Fraction != parts[0].Element.Fraction))
            throw Error("MR0106", "Concat was given values with different binary points; shift them first");
        return ScalarType.ForRange(parts.Min(p => p.Element.MinValue), parts.Max(p => p.Element.MaxValue), parts[0].Element.Fraction);
    }
}

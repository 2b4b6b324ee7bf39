namespace Millrace.Hls;

/// <summary>One of two values, chosen by a Boolean, or lane by lane by a vector of them.</summary>
public sealed class SelectValue : Value
{
    internal SelectValue(HardwareType type, Value condition, Value whenTrue, Value whenFalse)
        : base(type, condition, whenTrue, whenFalse)
    {
    }

    internal static Value Of(Value condition, Value whenTrue, Value whenFalse)
    {
        if (condition.Element != Language.Bool)
            throw Error("MR0105",
                $"Select was given a condition of type {condition.Type}; Bool or a vector of Bool is needed: compare first");
        Value[] all = [condition, whenTrue, whenFalse];
        var lanes = all.Where(v => v.Type.IsVector).Select(v => v.Lanes).Distinct().ToArray();
        if (lanes.Length > 1)
            throw Error("MR0104",
                $"Select of {condition.Type}, {whenTrue.Type} and {whenFalse.Type}: "
                + "the lane counts differ; use Slice, Repeat or RepeatEach to make them equal");
        if (whenTrue.Element.Fraction != whenFalse.Element.Fraction)
            throw Error("MR0106", $"Select of {whenTrue.Type} and {whenFalse.Type}: the binary points differ; shift one of them");
        var (a, b) = (whenTrue.Element, whenFalse.Element);
        var element = ScalarType.ForRange(Int128.Min(a.MinValue, b.MinValue), Int128.Max(a.MaxValue, b.MaxValue), a.Fraction);
        return new SelectValue(lanes.Length == 1 ? new VectorType(element, lanes[0]) : element, condition, whenTrue, whenFalse);
    }
}

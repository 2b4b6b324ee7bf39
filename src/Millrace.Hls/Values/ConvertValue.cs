namespace Millrace.Hls;

/// <summary>How a value is brought into a narrower type.</summary>
public enum Conversion
{
    /// <summary>The high bits are dropped.</summary>
    Wrap,

    /// <summary>Clamped to the nearest value of the type.</summary>
    Saturate,
}

/// <summary>A value brought into another element type, lane by lane.</summary>
public sealed class ConvertValue(Conversion conversion, Value operand, ScalarType element)
    : Value(operand.Type.WithElement(element), operand)
{
    /// <summary>How.</summary>
    public Conversion Conversion { get; } = conversion;
}

namespace Millrace.Hls;

/// <summary>Leading zeros of an unsigned value in its own width, lane by lane.</summary>
public sealed class LeadingZerosValue : Value
{
    internal LeadingZerosValue(Value operand)
        : base(operand.Type.WithElement(ScalarType.ForRange(0, operand.Element.Width)), operand)
    {
        if (operand.Element.Signed)
            throw Error("MR0108", $"LeadingZeros was asked of {operand.Type}; an unsigned type is needed: Saturate or Wrap to UInt first");
    }
}

namespace Millrace.Hls;

/// <summary>The same bits cut into other lanes: wires only.</summary>
public sealed class ReinterpretValue : Value
{
    internal ReinterpretValue(Value operand, HardwareType type)
        : base(type, operand)
    {
        if (operand.Type.Bits != type.Bits)
            throw Error("MR0109",
                $"{operand.Type} of {operand.Type.Bits} bits cannot be read as {type} of {type.Bits} bits; both need the same number");
        var (wide, narrow) = (Math.Max(operand.Element.Width, type.Element.Width), Math.Min(operand.Element.Width, type.Element.Width));
        if (wide % narrow != 0)
            throw Error("MR0109", $"{operand.Type} cannot be read as {type}; one lane width must divide the other");
    }
}

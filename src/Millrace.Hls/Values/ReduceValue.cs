namespace Millrace.Hls;

/// <summary>Neighbouring lanes combined by a balanced tree: sum, largest or smallest of each group.</summary>
public sealed class ReduceValue : Value
{
    private ReduceValue(BinaryOperation operation, HardwareType type, Value operand, int size)
        : base(type, operand) => (Operation, Size) = (operation, size);

    /// <summary>Add, Max or Min.</summary>
    public BinaryOperation Operation { get; }

    /// <summary>Lanes in a group.</summary>
    public int Size { get; }

    internal static Value Of(BinaryOperation operation, Value x, int size, bool vector)
    {
        if (size < 1 || x.Lanes % size != 0)
            throw Error("MR0111", $"{x.Type} cannot be reduced in groups of {size}: the size must divide the {x.Lanes} lanes");
        var e = x.Element;
        var element = operation == BinaryOperation.Add
            ? ScalarType.ForRange((Int128)e.MinValue * size, (Int128)e.MaxValue * size, e.Fraction)
            : e;
        return new ReduceValue(operation, vector ? new VectorType(element, x.Lanes / size) : element, x, size);
    }
}

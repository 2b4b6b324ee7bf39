namespace Millrace.Hls;

/// <summary>
/// The multiply-accumulate array: every row of one operand against every column of the other. With a = rows x S lanes and b = columns x S
/// lanes, lane r * columns + c of the result is sum_s a[r,s] * b[c,s]. S = 1 is an outer product, rows = columns = 1 a dot product.
/// </summary>
public sealed class OuterDotValue : Value
{
    private OuterDotValue(HardwareType type, Value a, Value b, int rows, int columns)
        : base(type, a, b) => (Rows, Columns) = (rows, columns);

    /// <summary>Rows of the first operand.</summary>
    public int Rows { get; }

    /// <summary>Rows of the second operand, columns of the result.</summary>
    public int Columns { get; }

    /// <summary>Length of each dot product.</summary>
    public int Depth => Operands[0].Lanes / Rows;

    internal static Value Of(Value a, Value b, int rows, int columns, bool vector)
    {
        if (rows < 1 || columns < 1 || a.Lanes % rows != 0 || b.Lanes % columns != 0 || a.Lanes / rows != b.Lanes / columns)
            throw Error("MR0112",
                $"OuterDot of {a.Type} in {rows} rows and {b.Type} in {columns} columns: both must be cut into parts of the same length");
        var (least, most) = BinaryValue.ProductRange(a.Element, b.Element);
        var depth = a.Lanes / rows;
        var element = ScalarType.ForRange(least * depth, most * depth, a.Element.Fraction + b.Element.Fraction);
        return new OuterDotValue(vector ? new VectorType(element, rows * columns) : element, a, b, rows, columns);
    }
}

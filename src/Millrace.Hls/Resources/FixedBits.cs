namespace Millrace.Hls;

/// <summary>Low bits of values that are the same in every firing, as those of a multiple of a power of two: a tool removes their registers
/// and their tables.</summary>
internal sealed class FixedBits
{
    /// <summary>What a constant has, whatever its width.</summary>
    private const int All = 64;

    private readonly Dictionary<Value, int> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bits that never change, of the lane that has the fewest.</summary>
    internal int Low(Value value) => Math.Min(Known(value), value.Element.Width);

    private int Known(Value value)
    {
        if (!known.TryGetValue(value, out var bits))
            known[value] = bits = Math.Min(Find(value), All);
        return bits;
    }

    private int Find(Value value) => value switch
    {
        ConstantValue => All,
        IndexValue i => Known(i.Index),
        BinaryValue b when KeepsLowBits(b.Operation) => b.Operands.Min(Known),
        ConvertValue { Conversion: Conversion.Wrap } or RepeatValue or SliceValue or ConcatValue => value.Operands.Min(Known),
        ShiftValue { IsConstant: true, Operation: ShiftOperation.Left } s =>
            Known(s.Operands[0]) + (int)((ConstantValue)s.Operands[1]).Raw[0],
        _ => 0,
    };

    /// <summary>Whether low bits of a result are of the operands' low bits alone.</summary>
    private static bool KeepsLowBits(BinaryOperation operation) => operation
        is BinaryOperation.Add or BinaryOperation.Subtract or BinaryOperation.And or BinaryOperation.Or or BinaryOperation.Xor;

    private static int Known(IndexExpression index) => index switch
    {
        ConstantIndex => All,
        BinaryIndex { Operation: IndexOperation.Multiply, Right: ConstantIndex c } b => Known(b.Left) + Zeros(c),
        BinaryIndex { Operation: IndexOperation.Multiply, Left: ConstantIndex c } b => Known(b.Right) + Zeros(c),
        BinaryIndex { Operation: IndexOperation.Add or IndexOperation.Subtract } b => Math.Min(Known(b.Left), Known(b.Right)),
        _ => 0,
    };

    private static int Zeros(ConstantIndex c) => (int)long.TrailingZeroCount(c.Value);
}

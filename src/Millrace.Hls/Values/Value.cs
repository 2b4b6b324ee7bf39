using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>
/// A number or vector of numbers in the data path of a process: a node of its graph. Operators make new nodes; results are as wide as they
/// need to be, and narrowing is always written (<see cref="Wrap"/>, <see cref="Saturate"/>, <see cref="RoundShift(int)"/>). A scalar
/// combined with a vector goes to every lane.
/// </summary>
public abstract class Value
{
    private protected Value(HardwareType type, params Value[] operands) => (Type, Operands) = (type, operands);

    /// <summary>Its type.</summary>
    public HardwareType Type { get; }

    /// <summary>The values it is computed from.</summary>
    public IReadOnlyList<Value> Operands { get; }

    /// <summary>The user's line, if a named operation made it; operators have none of their own.</summary>
    public SourcePosition Position { get; init; }

    internal ScalarType Element => Type.Element;

    internal int Lanes => Type.Lanes;

    /// <summary>A constant in the narrowest type.</summary>
    public static implicit operator Value(long value) => ConstantValue.Of(value);

    /// <summary>A constant in the narrowest type.</summary>
    public static implicit operator Value(int value) => ConstantValue.Of(value);

    /// <summary>Sum, one bit wider.</summary>
    public static Value operator +(Value a, Value b) => BinaryValue.Of(BinaryOperation.Add, a, b);

    /// <summary>Difference, signed, one bit wider.</summary>
    public static Value operator -(Value a, Value b) => BinaryValue.Of(BinaryOperation.Subtract, a, b);

    /// <summary>Product, as wide as both together.</summary>
    public static Value operator *(Value a, Value b) => BinaryValue.Of(BinaryOperation.Multiply, a, b);

    /// <summary>Bitwise and.</summary>
    public static Value operator &(Value a, Value b) => BinaryValue.Of(BinaryOperation.And, a, b);

    /// <summary>Bitwise or.</summary>
    public static Value operator |(Value a, Value b) => BinaryValue.Of(BinaryOperation.Or, a, b);

    /// <summary>Bitwise exclusive or.</summary>
    public static Value operator ^(Value a, Value b) => BinaryValue.Of(BinaryOperation.Xor, a, b);

    /// <summary>Less than, lane by lane.</summary>
    public static Value operator <(Value a, Value b) => BinaryValue.Of(BinaryOperation.Less, a, b);

    /// <summary>Greater than, lane by lane.</summary>
    public static Value operator >(Value a, Value b) => BinaryValue.Of(BinaryOperation.Less, b, a);

    /// <summary>Less than or equal, lane by lane.</summary>
    public static Value operator <=(Value a, Value b) => BinaryValue.Of(BinaryOperation.LessOrEqual, a, b);

    /// <summary>Greater than or equal, lane by lane.</summary>
    public static Value operator >=(Value a, Value b) => BinaryValue.Of(BinaryOperation.LessOrEqual, b, a);

    /// <summary>Equal, lane by lane.</summary>
    public Value EqualTo(Value other) => BinaryValue.Of(BinaryOperation.Equal, this, other);

    /// <summary>Shifted left by a constant; grows by as many bits.</summary>
    public static Value operator <<(Value a, int bits) => ShiftValue.Constant(ShiftOperation.Left, a, bits);

    /// <summary>Shifted right by a constant, rounding down; shrinks by as many bits.</summary>
    public static Value operator >>(Value a, int bits) => ShiftValue.Constant(ShiftOperation.Right, a, bits);

    /// <summary>floor((x + 2^(bits-1)) / 2^bits): rounded half up, then shifted right by a constant.</summary>
    public Value RoundShift(int bits) => ShiftValue.Constant(ShiftOperation.RoundRight, this, bits);

    /// <summary>Rounded half up and shifted right by an amount known at run time; keeps the type.</summary>
    public Value RoundShift(Value amount) => ShiftValue.Variable(ShiftOperation.RoundRight, this, amount);

    /// <summary>Shifted right by an amount known at run time, rounding down; keeps the type.</summary>
    public Value ShiftRight(Value amount) => ShiftValue.Variable(ShiftOperation.Right, this, amount);

    /// <summary>Shifted left by an amount known at run time; keeps the type, bits beyond it are lost.</summary>
    public Value ShiftLeft(Value amount) => ShiftValue.Variable(ShiftOperation.Left, this, amount);

    /// <summary>The low bits, read as <paramref name="element"/>.</summary>
    public Value Wrap(ScalarType element) => new ConvertValue(Conversion.Wrap, this, element);

    /// <summary>Clamped to the range of <paramref name="element"/>.</summary>
    /// <exception cref="DiagnosticException">MR0106: its binary point is another.</exception>
    public Value Saturate(ScalarType element)
    {
        if (element.Fraction != Element.Fraction)
            throw Error("MR0106",
                $"Saturate of {Type} to {element}: the binary points differ; shift, then Wrap to {element.Fraction} fraction bits before");
        return element == Element ? this : new ConvertValue(Conversion.Saturate, this, element);
    }

    /// <summary>Leading zero bits of an unsigned number, counted in its own width.</summary>
    public Value LeadingZeros() => new LeadingZerosValue(this);

    /// <summary>The same bits, lane 0 lowest, cut into another type of as many bits.</summary>
    public Value Reinterpret(HardwareType type) => new ReinterpretValue(this, type);

    /// <summary>Sum over all lanes.</summary>
    public Value ReduceAdd() => ReduceValue.Of(BinaryOperation.Add, this, Lanes, false);

    /// <summary>Largest lane.</summary>
    public Value ReduceMax() => ReduceValue.Of(BinaryOperation.Max, this, Lanes, false);

    /// <summary>Smallest lane.</summary>
    public Value ReduceMin() => ReduceValue.Of(BinaryOperation.Min, this, Lanes, false);

    /// <summary>Largest of each group of <paramref name="size"/> neighbouring lanes.</summary>
    public Value ReduceMax(int size) => ReduceValue.Of(BinaryOperation.Max, this, size, true);

    /// <summary>Sum of each group of <paramref name="size"/> neighbouring lanes.</summary>
    public Value ReduceAdd(int size) => ReduceValue.Of(BinaryOperation.Add, this, size, true);

    /// <summary>One lane, as a scalar.</summary>
    public Value Lane(int index) => SliceValue.Of(this, index, 1, false);

    /// <summary><paramref name="count"/> lanes from <paramref name="start"/>.</summary>
    public Value Slice(int start, int count) => SliceValue.Of(this, start, count, true);

    /// <summary>Chunk number <paramref name="index"/> of <paramref name="count"/> lanes, chosen at run time by a multiplexer.</summary>
    public Value Chunk(Value index, int count) => new ChunkValue(this, index, count);

    /// <summary>A vector with this scalar in every lane, or with all lanes <paramref name="times"/> times in turn: a b a b.</summary>
    public Value Repeat(int times) => new RepeatValue(this, times, false);

    /// <summary>A vector with each lane <paramref name="times"/> times: a a b b.</summary>
    public Value RepeatEach(int times) => new RepeatValue(this, times, true);

    private protected static void RequireInteger(Value value, string what)
    {
        if (value.Element.Fraction != 0)
            throw Error("MR0117", $"{what} is {value.Type}; an integer is needed: shift, then Wrap to Int or UInt");
    }

    private protected static DiagnosticException Error(string id, string message) => new(id, message);

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}: {Type}";
}

using System.Globalization;

namespace Millrace.Hls;

/// <summary>
/// The lanes of values as expressions. Operators of <c>ap_int</c> give results as wide as they need to be, as the graph's do; what narrows
/// is written as a conversion, and the arms of a choice are brought to one type.
/// </summary>
internal sealed class CppExpressions(ProcessInstance instance, BodyPlan plan, CppIndex index, IReadOnlyDictionary<object, string> names)
{
    private readonly HashSet<Value> alone = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, ScalarType> declared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Declares that a vector's lane is a variable by itself while its loop runs, or no more.</summary>
    internal void SetAlone(Value value, bool isAlone)
    {
        if (isAlone)
            alone.Add(value);
        else
            alone.Remove(value);
    }

    /// <summary>Says that a variable was declared in a wider type.</summary>
    internal void SetType(Value value, ScalarType type) => declared[value] = type;

    /// <summary>The element type of a variable.</summary>
    internal ScalarType TypeOf(Value value) => declared.GetValueOrDefault(value, value.Element);

    /// <summary>A lane of a value; a scalar is every lane.</summary>
    internal Cpp Lane(Value value, string lane)
    {
        if (value is Register || plan.IsVariable(value))
        {
            var name = names[value];
            return new(value.Lanes == 1 || alone.Contains(value) ? name : $"{name}[{lane}]", Cpp.Primary, TypeOf(value));
        }

        return Expression(value, lane);
    }

    /// <summary>A scalar.</summary>
    internal Cpp Scalar(Value value) => Lane(value, "0");

    /// <summary>An address or number of a part, as an index.</summary>
    internal string Index(Value value) => value switch
    {
        IndexValue v => index.Code(v.Index).Text,
        _ => Scalar(value).Text,
    };

    /// <summary>The expression that makes a value, even if it is a variable.</summary>
    internal Cpp Expression(Value value, string lane)
    {
        switch (value)
        {
            case ConstantValue c:
                return Constant(c, lane);
            case IndexValue { Index: ConstantIndex c }:
                return Cpp.Number(c.Value);
            case IndexValue v:
                return index.Code(v.Index).As(v.Element);
            case GuardValue v:
                return index.Code(v.Guard);
            case StoreValue:
                return Cpp.Number(1);
            case BufferReadValue v:
                return Word(v, v.Port, lane);
            case MemoryReadValue v:
                return Word(v, v.Memory, lane);
            case SliceValue v:
                return Lane(v.Operands[0], v.Lanes == 1 ? Text(v.Start) : v.Start == 0 ? lane : $"{lane} + {Text(v.Start)}");
            case ChunkValue v:
                var chunk = v.Operands[1] is IndexValue i
                    ? index.Code(i.Index).In(v.Lanes == 1 ? Cpp.Conditional : Cpp.Multiplicative)
                    : $"int({Index(v.Operands[1])})";
                return Lane(v.Operands[0], v.Lanes == 1 ? chunk : $"{chunk} * {Text(v.Lanes)} + {lane}");
            case RepeatValue v:
                var copy = CppTypes.Part(lane);
                return Lane(v.Operands[0], v.Each ? $"{copy} / {Text(v.Times)}" : $"{copy} % {Text(v.Operands[0].Lanes)}");
            case BinaryValue v:
                return Binary(v, lane);
            case SelectValue v:
                return Select(v, lane);
            case ConvertValue { Conversion: Conversion.Wrap } v:
                return Lane(v.Operands[0], lane).As(v.Element);
            case ConvertValue v:
                var (least, most) = (Cpp.Number(v.Element.MinValue).Text, Cpp.Number(v.Element.MaxValue).Text);
                return new($"mr::saturate<{CppTypes.Of(v.Element)}>({Number(v.Operands[0], lane).Text}, {least}, {most})",
                    Cpp.Primary, v.Element);
            case ShiftValue v:
                return Shift(v, lane);
            case LeadingZerosValue v:
                return new($"mr::leading_zeros({Lane(v.Operands[0], lane).As(v.Operands[0].Element).Text})", Cpp.Primary);
            case TableValue v:
                return new($"{names[v.Table]}[{Lane(v.Operands[0], lane).Text}]", Cpp.Primary, v.Table.Type);
            case ReduceValue { Size: 1 } v:
                return Lane(v.Operands[0], lane);
            default:
                throw new InvalidOperationException($"internal error: {value} is no expression");
        }
    }

    /// <summary>A lane of a word of a memory or buffer.</summary>
    internal Cpp Word(Value read, object storage, string lane)
    {
        var parts = storage is Memory m ? m.Parts : HlsDesign.PartsOf(instance, (Port)storage);
        return new(CppTypes.Lane(names[storage], read.Type, parts, Index(read.Operands[0]), lane), Cpp.Primary, read.Element);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether an expression is of a type of C++'s own.</summary>
    private bool IsNative(Value value) => !plan.IsVariable(value) && value is
        ConstantValue or GuardValue or StoreValue or IndexValue { Index: ConstantIndex }
        or BinaryValue { Operation: BinaryOperation.Equal or BinaryOperation.Less or BinaryOperation.LessOrEqual };

    /// <summary>A lane as a number of <c>ap_int</c>'s kind.</summary>
    private Cpp Number(Value value, string lane) => IsNative(value) ? Lane(value, lane).As(value.Element) : Lane(value, lane);

    private Cpp Constant(ConstantValue c, string lane)
    {
        if (c.Raw.All(r => r == c.Raw[0]))
            return Cpp.Number(c.Raw[0]);
        return c.Raw.Select((r, i) => r == i).All(same => same)
            ? new Cpp(lane, lane.Contains(' ', StringComparison.Ordinal) ? Cpp.Conditional : Cpp.Primary)
            : new Cpp($"{names[c]}[{lane}]", Cpp.Primary, c.Element);
    }

    private Cpp Binary(BinaryValue v, string lane)
    {
        var (x, y) = (v.Operands[0], v.Operands[1]);
        var a = IsNative(x) && IsNative(y) ? Number(x, lane) : Lane(x, lane);
        var b = Lane(y, lane);
        var common = CppTypes.Common(x.Element, y.Element);
        return v.Operation switch
        {
            BinaryOperation.Add => Cpp.Binary(a, "+", b, Cpp.Additive),
            BinaryOperation.Subtract => Cpp.Binary(a, "-", b, Cpp.Additive),
            BinaryOperation.Multiply => Cpp.Binary(a, "*", b, Cpp.Multiplicative),
            BinaryOperation.Min => new Cpp($"mr::smaller<{CppTypes.Of(common)}>({a.Text}, {b.Text})", Cpp.Primary, common),
            BinaryOperation.Max => new Cpp($"mr::larger<{CppTypes.Of(common)}>({a.Text}, {b.Text})", Cpp.Primary, common),
            BinaryOperation.And => Cpp.Binary(a, "&", b, Cpp.Bitwise),
            BinaryOperation.Or => Cpp.Binary(a, "|", b, Cpp.Bitwise),
            BinaryOperation.Xor => Cpp.Binary(a, "^", b, Cpp.Bitwise),
            BinaryOperation.Equal => Cpp.Binary(a, "==", b, Cpp.Equality),
            BinaryOperation.Less => Cpp.Binary(a, "<", b, Cpp.Relational),
            _ => Cpp.Binary(a, "<=", b, Cpp.Relational),
        };
    }

    private Cpp Select(SelectValue v, string lane)
    {
        var condition = Lane(v.Operands[0], lane);
        var (yes, no) = (Lane(v.Operands[1], lane).As(v.Element), Lane(v.Operands[2], lane).As(v.Element));
        return new($"{condition.In(Cpp.Or)} ? {yes.Text} : {no.Text}", Cpp.Conditional, v.Element);
    }

    private Cpp Shift(ShiftValue v, string lane)
    {
        var (x, type) = (Number(v.Operands[0], lane), CppTypes.Of(v.Element));
        var amount = v.Operands[1] is ConstantValue c && c.Raw.All(r => r == c.Raw[0])
            ? Cpp.Number(c.Raw[0])
            : Number(v.Operands[1], lane).As(v.Operands[1].Element);
        return v.Operation switch
        {
            ShiftOperation.Left => new($"{x.As(v.Element).Alone} << {amount.Alone}", Cpp.Shift),
            ShiftOperation.Right => new($"{x.Alone} >> {amount.Alone}", Cpp.Shift),
            _ => new($"mr::round_shift<{type}>({x.Text}, {amount.Text})", Cpp.Primary, v.Element),
        };
    }
}

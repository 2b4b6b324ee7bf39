using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>The operations.</summary>
internal sealed partial class RunCode
{
    private static readonly Dictionary<BinaryOperation, Type> Operations = new()
    {
        [BinaryOperation.Add] = typeof(AddLanes),
        [BinaryOperation.Subtract] = typeof(SubtractLanes),
        [BinaryOperation.Multiply] = typeof(MultiplyLanes),
        [BinaryOperation.Min] = typeof(MinLanes),
        [BinaryOperation.Max] = typeof(MaxLanes),
        [BinaryOperation.And] = typeof(AndLanes),
        [BinaryOperation.Or] = typeof(OrLanes),
        [BinaryOperation.Xor] = typeof(XorLanes),
        [BinaryOperation.Equal] = typeof(EqualLanes),
        [BinaryOperation.Less] = typeof(LessLanes),
        [BinaryOperation.LessOrEqual] = typeof(LessOrEqualLanes),
    };

    /// <summary>Generates the code of one value; its operands have theirs.</summary>
    private void Add(Value value)
    {
        switch (value)
        {
            case ConstantValue c:
                AddConstant(c);
                break;
            case IndexValue i:
                scalars[i] = nest.Code(i.Index);
                break;
            case GuardValue g:
                scalars[g] = Expression.Condition(nest.Code(g.Guard), Expression.Constant(1L), Expression.Constant(0L));
                break;
            case ReadValue r:
                Guarded(r, r.When, ends[r.Port].Slot(r.Type));
                break;
            case Register r:
                // Not its own: what is copied from one register to another must not see the copy into it.
                Keep(r, registers[r] with { IsOwn = false });
                break;
            case MemoryReadValue m:
                var word = Fixed(Address(m.Operands[0], m.Memory.Words, $"memory '{m.Memory.Name}'", m.Position));
                CheckDistance(m.Memory, word);
                var read = Word(memories[m.Memory], m.Type, word);
                var copy = NewPlace(m.Type);
                code.Add(Copy(read, copy, m.Lanes));
                Keep(m, copy);
                break;
            case BufferReadValue b:
                var address = Address(b.Operands[0], b.Port.Words, $"buffer '{b.Port.Name}'", b.Position);
                Keep(b, Fixed(Word(buffers[b.Port], b.Type, InBlock(b.Port, b.Port.Words, address))));
                break;
            case LoadValue l:
                AddLoad(l);
                break;
            case StoreValue s:
                scalars[s] = Expression.Constant(1L);
                break;
            case SliceValue s:
                Keep(s, AsVector(s.Operands[0], s.Operands[0].Type).At(Expression.Constant(s.Start)));
                break;
            case ChunkValue c:
                var chunk = Address(c.Operands[1], c.Operands[0].Lanes / c.Lanes, $"a vector of type {c.Operands[0].Type}", c.Position);
                Keep(c, Fixed(AsVector(c.Operands[0], c.Operands[0].Type).At(Expression.Multiply(chunk, Expression.Constant(c.Lanes)))));
                break;
            default:
                if (value.Type.IsVector)
                    AddVector(value);
                else
                    scalars[value] = Fixed(ScalarCode(value));
                break;
        }
    }

    private void AddConstant(ConstantValue constant)
    {
        if (!constant.Type.IsVector)
        {
            scalars[constant] = Expression.Constant(constant.Raw[0]);
            return;
        }

        var place = NewPlace(constant.Type);
        for (var i = 0; i < constant.Raw.Count; i++)
        {
            if (place.IsNarrow)
                place.Arrays!.Value.Narrow[i] = (int)constant.Raw[i];
            else
                place.Arrays!.Value.Wide[i] = constant.Raw[i];
        }

        vectors[constant] = place;
    }

    private void AddLoad(LoadValue value)
    {
        var image = images[instance.Memories[value.Port]];
        var place = NewPlace(value.Type);
        var address = Address(value.Operands[0], image.Memory.Words, $"off-chip memory '{image.Memory.Name}'", value.Position);
        var load = Expression.Call(
            Expression.Constant(image), nameof(MemoryImage.Load), null,
            Expression.Convert(address, typeof(long)), place.Wide, place.Narrow);
        If(value.When, [load]);
        if (value.When is not ConstantGuard)
            code.Add(Expression.IfThen(
                Expression.Not(nest.Code(value.When)),
                Call(nameof(Lanes.Fill), [place.Lane], Zero(place), place.Array, place.Offset, Expression.Constant(value.Lanes))));
        Keep(value, place);
    }

    /// <summary>A value that is 0 when its guard does not hold.</summary>
    private void Guarded(Value value, Guard when, Place place)
    {
        if (nest.Code(when) is ConstantExpression { Value: true })
        {
            Keep(value, Fixed(place));
            return;
        }

        var zeros = NewPlace(value.Type);
        var (array, offset) = (Local(place.Array.Type, "array"), Local(typeof(int), "offset"));
        var condition = nest.Code(when);
        code.Add(Expression.Assign(array, Expression.Condition(condition, place.Array, zeros.Array)));
        code.Add(Expression.Assign(offset, Expression.Condition(condition, place.Offset, Expression.Constant(0))));
        Keep(value, Place.Shared(array, offset));
    }

    private void Keep(Value value, Place place)
    {
        if (value.Type.IsVector)
            vectors[value] = place;
        else
            scalars[value] = Fixed(place[0]);
    }

    private Expression Fixed(Expression expression)
    {
        if (expression is ConstantExpression or ParameterExpression)
            return expression;
        var local = Local(expression.Type, "value");
        code.Add(Expression.Assign(local, expression));
        return local;
    }

    private Place Fixed(Place place) => place with { Offset = Fixed(place.Offset) };

    private Place Word(Storage storage, HardwareType type, Expression word) =>
        new(
            Expression.Constant(storage.Narrow), Expression.Constant(storage.Wide),
            Expression.Multiply(word, Expression.Constant(type.Lanes)), type.Element.IsNarrow, false);

    private Expression Scalar(Value value) => value.Type.IsVector ? vectors[value][0] : scalars[value];

    private Expression ScalarCode(Value value)
    {
        var a = value.Operands.Count > 0 && !value.Operands[0].Type.IsVector ? Scalar(value.Operands[0]) : null;
        var b = value.Operands.Count > 1 && !value.Operands[1].Type.IsVector ? Scalar(value.Operands[1]) : null;
        switch (value)
        {
            case BinaryValue x:
                return ScalarBinary(x.Operation, a!, b!);
            case SelectValue:
                return Expression.Condition(Expression.NotEqual(a!, Expression.Constant(0L)), b!, Scalar(value.Operands[2]));
            case ConvertValue { Conversion: Conversion.Wrap }:
                return CallScalar(
                    nameof(Scalars.Wrap), a!, Expression.Constant(value.Element.Width), Expression.Constant(value.Element.Signed));
            case ConvertValue:
                return CallScalar(
                    nameof(Scalars.Clamp), a!, Expression.Constant(value.Element.MinValue), Expression.Constant(value.Element.MaxValue));
            case ShiftValue { IsConstant: true } s when s.Operation != ShiftOperation.RoundRight:
                var k = Expression.Convert(b!, typeof(int));
                return s.Operation == ShiftOperation.Left ? Expression.LeftShift(a!, k) : Expression.RightShift(a!, k);
            case ShiftValue s:
                return CallScalar(
                    nameof(Scalars.ShiftBy), Expression.Constant(s.Operation), a!, b!,
                    Expression.Constant(value.Element.Width), Expression.Constant(value.Element.Signed));
            case LeadingZerosValue:
                return CallScalar(nameof(Scalars.LeadingZeros), a!, Expression.Constant(value.Operands[0].Element.Width));
            case TableValue t:
                return Expression.ArrayIndex(Expression.Constant(t.Table.Entries.ToArray()), Expression.Convert(a!, typeof(int)));
            default:
                // A scalar made from a vector: computed as a vector of one lane.
                var place = NewPlace(value.Type);
                code.Add(VectorCode(value, place));
                return place[0];
        }
    }

    private static Expression ScalarBinary(BinaryOperation operation, Expression a, Expression b)
    {
        return operation switch
        {
            BinaryOperation.Add => Expression.Add(a, b),
            BinaryOperation.Subtract => Expression.Subtract(a, b),
            BinaryOperation.Multiply => Expression.Multiply(a, b),
            BinaryOperation.Min => Expression.Condition(Expression.LessThan(a, b), a, b),
            BinaryOperation.Max => Expression.Condition(Expression.LessThan(a, b), b, a),
            BinaryOperation.And => Expression.And(a, b),
            BinaryOperation.Or => Expression.Or(a, b),
            BinaryOperation.Xor => Expression.ExclusiveOr(a, b),
            BinaryOperation.Equal => Flag(Expression.Equal(a, b)),
            BinaryOperation.Less => Flag(Expression.LessThan(a, b)),
            _ => Flag(Expression.LessThanOrEqual(a, b)),
        };

        static Expression Flag(Expression condition) => Expression.Condition(condition, Expression.Constant(1L), Expression.Constant(0L));
    }

    private static MethodCallExpression CallScalar(string method, params Expression[] arguments) =>
        Expression.Call(typeof(Scalars), method, null, arguments);
}

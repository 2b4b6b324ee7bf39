using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>Operations on vectors: calls into <see cref="Lanes"/>, in ints where operands and result are narrow and in longs where one is
/// not.</summary>
internal sealed partial class RunCode
{
    private void AddVector(Value value)
    {
        if (value is SelectValue s && !s.Operands[0].Type.IsVector && TryChoose(s))
            return;
        var place = NewPlace(value.Type);
        code.Add(VectorCode(value, place));
        vectors[value] = place;
    }

    /// <summary>A scalar choice between vectors copies nothing: it chooses the array.</summary>
    private bool TryChoose(SelectValue select)
    {
        var (yes, no) = (AsVector(select.Operands[1], select.Type), AsVector(select.Operands[2], select.Type));
        if (yes.IsNarrow != no.IsNarrow || yes.IsNarrow != select.Element.IsNarrow)
            return false;
        var condition = Expression.NotEqual(Scalar(select.Operands[0]), Expression.Constant(0L));
        var array = Fixed(Expression.Condition(condition, yes.Array, no.Array));
        var offset = Fixed(Expression.Condition(condition, yes.Offset, no.Offset));
        vectors[select] = Place.Shared(array, offset);
        return true;
    }

    private Expression VectorCode(Value value, Place to)
    {
        var n = Expression.Constant(value.Type.Lanes);
        switch (value)
        {
            case BinaryValue b:
                return VectorBinary(b, to, n);
            case SelectValue s:
                var (yes, no) = (As(s.Operands[1], s.Type, to.IsNarrow), As(s.Operands[2], s.Type, to.IsNarrow));
                var condition = AsVector(s.Operands[0], s.Type);
                return Call(
                    nameof(Lanes.Select), [to.Lane], condition.Array, condition.Offset,
                    yes.Array, yes.Offset, no.Array, no.Offset, to.Array, to.Offset, n);
            case ConvertValue c:
                return VectorConvert(c, to, n);
            case ShiftValue s:
                return VectorShift(s, to, n);
            case LeadingZerosValue z:
                var x = AsVector(z.Operands[0], z.Operands[0].Type);
                return Call(
                    nameof(Lanes.LeadingZeros), [x.Lane], x.Array, x.Offset,
                    Expression.Constant(z.Operands[0].Element.Width), to.Narrow, to.Offset, n);
            case TableValue t:
                var index = AsVector(t.Operands[0], t.Operands[0].Type);
                object table = to.IsNarrow ? t.Table.Entries.Select(e => (int)e).ToArray() : t.Table.Entries.ToArray();
                return Call(
                    nameof(Lanes.Lookup), [index.Lane, to.Lane], Expression.Constant(table),
                    index.Array, index.Offset, to.Array, to.Offset, n);
            case ReduceValue r:
                var wide = As(r.Operands[0], r.Operands[0].Type, to.IsNarrow);
                return Call(
                    nameof(Lanes.Reduce), [Operations[r.Operation], to.Lane],
                    wide.Array, wide.Offset, to.Array, to.Offset, n, Expression.Constant(r.Size));
            case OuterDotValue d when ShortOuterDot.Fits(d):
                return ShortOuterDotCode(d, to);
            case OuterDotValue d:
                var (p, q) = (As(d.Operands[0], d.Operands[0].Type, to.IsNarrow), As(d.Operands[1], d.Operands[1].Type, to.IsNarrow));
                return Call(nameof(Lanes.OuterDot), [to.Lane], p.Array, p.Offset, q.Array, q.Offset, to.Array, to.Offset,
                    Expression.Constant(d.Rows), Expression.Constant(d.Columns), Expression.Constant(d.Depth));
            case RepeatValue r:
                var from = As(r.Operands[0], r.Operands[0].Type, to.IsNarrow);
                return Call(
                    nameof(Lanes.Repeat), [to.Lane], from.Array, from.Offset, Expression.Constant(r.Operands[0].Lanes),
                    Expression.Constant(r.Times), Expression.Constant(r.Each), to.Array, to.Offset);
            case ConcatValue c:
                var (parts, start) = (new List<Expression>(), 0);
                foreach (var part in c.Operands)
                {
                    parts.Add(Copy(AsVector(part, part.Type), to.At(Expression.Constant(start)), part.Lanes));
                    start += part.Lanes;
                }

                return Expression.Block(parts);
            case ReinterpretValue r:
                var bits = AsVector(r.Operands[0], r.Operands[0].Type);
                return Call(
                    nameof(Lanes.Reinterpret), [bits.Lane, to.Lane], bits.Array, bits.Offset,
                    Expression.Constant(r.Operands[0].Element.Width), Expression.Constant(r.Operands[0].Lanes),
                    to.Array, to.Offset, Expression.Constant(r.Element.Width), Expression.Constant(r.Element.Signed));
            default:
                throw new InvalidOperationException($"internal error: no code for {value}");
        }
    }

    private MethodCallExpression ShortOuterDotCode(OuterDotValue value, Place to)
    {
        var (rows, columns, a, b) = ShortOuterDot.IsTurned(value)
            ? (1, value.Rows, value.Operands[1], value.Operands[0]) : (value.Rows, value.Columns, value.Operands[0], value.Operands[1]);
        var (x, y) = (AsVector(a, a.Type), AsVector(b, b.Type));
        return Expression.Call(
            typeof(ShortOuterDot), nameof(ShortOuterDot.Run), null,
            x.Array, x.Offset, Expression.Constant(new short[a.Lanes]),
            y.Array, y.Offset, Expression.Constant(new short[b.Lanes]), to.Array, to.Offset,
            Expression.Constant(rows), Expression.Constant(columns), Expression.Constant(value.Depth));
    }

    private Expression VectorBinary(BinaryValue value, Place to, Expression n)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var narrow = to.IsNarrow && a.Element.IsNarrow && b.Element.IsNarrow;
        var lane = narrow ? typeof(int) : typeof(long);
        var result = narrow == to.IsNarrow ? to : NewWide(value.Lanes);
        Type[] types = [Operations[value.Operation], lane];
        Expression call;
        if (!a.Type.IsVector)
        {
            var y = As(b, b.Type, narrow);
            call = Call(
                nameof(Lanes.BinaryLeft), types, Expression.Convert(Scalar(a), lane), y.Array, y.Offset, result.Array, result.Offset, n);
        }
        else if (!b.Type.IsVector)
        {
            var x = As(a, a.Type, narrow);
            call = Call(
                nameof(Lanes.BinaryRight), types, x.Array, x.Offset, Expression.Convert(Scalar(b), lane), result.Array, result.Offset, n);
        }
        else
        {
            var (x, y) = (As(a, a.Type, narrow), As(b, b.Type, narrow));
            call = Call(nameof(Lanes.Binary), types, x.Array, x.Offset, y.Array, y.Offset, result.Array, result.Offset, n);
        }

        return result == to ? call : Expression.Block(call, Copy(result, to, value.Lanes));
    }

    private Expression VectorConvert(ConvertValue value, Place to, Expression n)
    {
        var x = AsVector(value.Operands[0], value.Operands[0].Type);
        var type = value.Element;
        if (value.Conversion == Conversion.Saturate)
        {
            if (!x.IsNarrow && to.IsNarrow)
                return Call(
                    nameof(Lanes.ClampNarrow), null, x.Wide, x.Offset, Expression.Constant(type.MinValue),
                    Expression.Constant(type.MaxValue), to.Narrow, to.Offset, n);
            var same = As(value.Operands[0], value.Operands[0].Type, to.IsNarrow);
            return Call(
                nameof(Lanes.Clamp), [to.Lane], same.Array, same.Offset,
                Limit(type.MinValue, to), Limit(type.MaxValue, to), to.Array, to.Offset, n);
        }

        var result = x.IsNarrow == to.IsNarrow ? to : NewWide(value.Lanes);
        var from = As(value.Operands[0], value.Operands[0].Type, result.IsNarrow);
        var call = Call(
            nameof(Lanes.Wrap), [result.Lane], from.Array, from.Offset, Expression.Constant(type.Width),
            Expression.Constant(type.Signed), result.Array, result.Offset, n);
        return result == to ? call : Expression.Block(call, Copy(result, to, value.Lanes));
    }

    private Expression VectorShift(ShiftValue value, Place to, Expression n)
    {
        var (x, amount) = (value.Operands[0], value.Operands[1]);
        var narrow = to.IsNarrow && x.Element.IsNarrow;
        var (from, result) = (As(x, x.Type, narrow), narrow == to.IsNarrow ? to : NewWide(value.Lanes));
        Expression call;
        if (value.IsConstant && amount is ConstantValue { Raw: [var bits] })
        {
            // A shift that drops every bit of an int is done in longs, where it is defined.
            if (narrow && bits > 31)
                (from, result, narrow) = (As(x, x.Type, false), NewWide(value.Lanes), false);
            var method = value.Operation switch
            {
                ShiftOperation.Left => nameof(Lanes.ShiftLeft),
                ShiftOperation.Right => nameof(Lanes.ShiftRight),
                _ => nameof(Lanes.RoundShift),
            };
            call = Call(
                method, [narrow ? typeof(int) : typeof(long)], from.Array, from.Offset,
                Expression.Constant((int)bits), result.Array, result.Offset, n);
        }
        else
        {
            var amounts = amount.Type.IsVector ? vectors[amount] : null;
            call = Call(
                nameof(Lanes.ShiftBy), [narrow ? typeof(int) : typeof(long)], Expression.Constant(value.Operation), from.Array, from.Offset,
                amounts?.Narrow ?? Expression.Constant(null, typeof(int[])), amounts?.Offset ?? Expression.Constant(0),
                amounts is null ? Scalar(amount) : Expression.Constant(0L),
                Expression.Constant(value.Element.Width), Expression.Constant(value.Element.Signed), result.Array, result.Offset, n);
        }

        return result == to ? call : Expression.Block(call, Copy(result, to, value.Lanes));
    }

    private static MethodCallExpression Call(string method, Type[]? types, params Expression[] arguments) =>
        Expression.Call(typeof(Lanes), method, types, arguments);

    private static Expression Zero(Place place) => place.IsNarrow ? Expression.Constant(0) : Expression.Constant(0L);

    private static Expression Limit(long value, Place place) =>
        place.IsNarrow ? Expression.Constant((int)Math.Clamp(value, int.MinValue, int.MaxValue)) : Expression.Constant(value);

    /// <summary>Copies lanes, widening or narrowing the lane where the arrays differ (the values fit).</summary>
    private static Expression Copy(Place from, Place to, int lanes)
    {
        if (lanes == 1)
        {
            var at = Expression.ArrayAccess(to.Array, to.Offset);
            return Expression.Assign(at, to.IsNarrow ? Expression.Convert(from[0], typeof(int)) : from[0]);
        }

        var n = Expression.Constant(lanes);
        return (from.IsNarrow, to.IsNarrow) switch
        {
            (true, false) => Call(nameof(Lanes.Widen), null, from.Narrow, from.Offset, to.Wide, to.Offset, n),
            (false, true) => Call(nameof(Lanes.Narrow), null, from.Wide, from.Offset, to.Narrow, to.Offset, n),
            _ => Call(nameof(Lanes.Copy), [to.Lane], from.Array, from.Offset, to.Array, to.Offset, n),
        };
    }

    private Expression CopyTo(Value value, Place to)
    {
        if (value.Type.IsVector)
            return Copy(vectors[value], to, value.Lanes);
        var at = Expression.ArrayAccess(to.Array, to.Offset);
        return Expression.Assign(at, Expression.Convert(Scalar(value), to.Lane));
    }

    /// <summary>The lanes of a value; a scalar is spread over as many as <paramref name="shape"/> has.</summary>
    private Place AsVector(Value value, HardwareType shape)
    {
        if (vectors.TryGetValue(value, out var place))
            return place;
        var spread = NewPlace(new VectorType(value.Element, shape.Lanes));
        code.Add(Call(
            nameof(Lanes.Fill), [spread.Lane], Expression.Convert(Scalar(value), spread.Lane),
            spread.Array, spread.Offset, Expression.Constant(shape.Lanes)));
        return spread;
    }

    /// <summary>The lanes of a value in ints or longs.</summary>
    private Place As(Value value, HardwareType shape, bool narrow)
    {
        var place = AsVector(value, shape);
        if (place.IsNarrow == narrow)
            return place;
        var lanes = value.Type.IsVector ? value.Lanes : shape.Lanes;
        var other = narrow ? NewPlace(new VectorType(new ScalarType(32, true), lanes)) : NewWide(lanes);
        code.Add(Copy(place, other, lanes));
        return other;
    }

    private Place NewWide(int lanes) => NewPlace(new VectorType(new ScalarType(64, true), lanes));
}

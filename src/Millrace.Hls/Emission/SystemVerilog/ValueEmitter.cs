namespace Millrace.Hls;

/// <summary>
/// The values of a process's body as combinational logic at the stage at which each operation starts; the registers behind it are as many
/// as its latency says. A vector is one packed number, lane 0 lowest; what is done to each lane is a loop.
/// </summary>
internal sealed class ValueEmitter(ProcessText text, IndexEmitter index)
{
    private readonly Dictionary<Value, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly Schedule schedule = text.Instance.Schedule;

    /// <summary>The whole value, at a stage.</summary>
    internal string At(Value value, int stage) => value is ConstantValue c ? Constant(c) : text.Later(names[value], stage);

    /// <summary>Declares the signal of a value that is made elsewhere: it comes through a port, or out of a memory.</summary>
    /// <returns>Its name at the stage at which it is there.</returns>
    internal string Declare(Value value, int stage)
    {
        var name = names[value] = text.Name("v");
        return text.Add(name, value.Type.Bits, stage, comment: Comment(value));
    }

    /// <summary>A lane as a signed number; scalars go to every lane.</summary>
    internal string Lane(Value value, int stage, string lane)
    {
        var (width, signed) = (value.Element.Width, value.Element.Signed);
        if (value is ConstantValue { Lanes: 1 } c)
            return IndexEmitter.Literal(c.Raw[0], width + (signed ? 0 : 1));
        var name = At(value, stage);
        var bits = value.Lanes == 1 ? name : $"{name}[({lane})*{width}+:{width}]";
        return signed ? $"$signed({bits})" : $"$signed({{1'b0, {bits}}})";
    }

    /// <summary>Emits a value that is computed from others.</summary>
    internal void Emit(Value value)
    {
        var stage = schedule.StageOf(value);
        var (width, lanes) = (value.Element.Width, value.Lanes);
        switch (value)
        {
            case ConstantValue:
                return;
            case IndexValue v:
                Assign($"{width}'({index.Code(v.Index)})");
                return;
            case GuardValue v:
                Assign(index.Code(v.Guard));
                return;
            case BinaryValue v:
                Each(Binary(v, stage));
                return;
            case SelectValue v:
                var (condition, yes, no) = (v.Operands[0], v.Operands[1], v.Operands[2]);
                var bit = condition.Lanes == 1 ? At(condition, stage) : $"{At(condition, stage)}[i]";
                Each($"{bit} ? {width}'({Lane(yes, stage, "i")}) : {width}'({Lane(no, stage, "i")})");
                return;
            case ConvertValue { Conversion: Conversion.Wrap } v:
                Each($"{width}'({Lane(v.Operands[0], stage, "i")})");
                return;
            case ConvertValue v:
                Each(Saturate(v, stage));
                return;
            case ShiftValue v:
                Each(Shift(v, stage));
                return;
            case ReinterpretValue v:
                Assign(At(v.Operands[0], stage));
                return;
            case SliceValue v:
                Assign($"{At(v.Operands[0], stage)}[{v.Start * width}+:{width * lanes}]");
                return;
            case ChunkValue v:
                var chunk = At(v.Operands[1], stage);
                Assign($"{At(v.Operands[0], stage)}[{chunk}*{width * lanes}+:{width * lanes}]");
                return;
            case RepeatValue v:
                Each($"{width}'({Lane(v.Operands[0], stage, v.Each ? $"i / {v.Times}" : $"i % {v.Operands[0].Lanes}")})");
                return;
            case ConcatValue v:
                Concat(v);
                return;
            case TableValue v:
                Each($"{Table(v.Table)}[{Index(v.Operands[0])}]");
                return;
            case LeadingZerosValue v:
                LeadingZeros(v);
                return;
            case ReduceValue v:
                Reduce(v);
                return;
            case OuterDotValue v:
                OuterDot(v);
                return;
            default:
                throw new InvalidOperationException($"internal error: {value}");
        }

        void Assign(string expression) => text.Body($"assign {Declare(value, stage)} = {expression};");

        void Each(string expression)
        {
            if (lanes == 1)
                Assign(expression.Replace("[i]", "", StringComparison.Ordinal));
            else
                Loop(Declare(value, stage), $"for (int i = 0; i < {lanes}; i++)", $"{{0}}[i*{width}+:{width}] = {expression};");
        }

        string Index(Value v) => v.Lanes == 1 ? At(v, stage) : $"{At(v, stage)}[i*{v.Element.Width}+:{v.Element.Width}]";
    }

    private void Loop(string name, string loops, string statement)
    {
        text.Body("always_comb");
        text.Body($"  {loops}");
        text.Body($"    {statement.Replace("{0}", name, StringComparison.Ordinal)}");
    }

    private static string Comment(Value value)
    {
        var what = value.GetType().Name[..^"Value".Length];
        return $"{what}: {value.Type}{(value.Position.IsKnown ? $", {value.Position}" : "")}";
    }

    private string Constant(ConstantValue c)
    {
        if (names.TryGetValue(c, out var known))
            return known;
        var width = c.Element.Width;
        var digits = c.Raw.Reverse().Select(raw => FormattableString.Invariant($"{width}'d{(ulong)raw & Mask(width)}"));
        var name = names[c] = text.Name("k");
        text.Declare($"localparam logic [{c.Type.Bits - 1}:0] {name} = {{{string.Join(", ", digits)}}};");
        return name;
    }

    private static ulong Mask(int width) => width == 64 ? ulong.MaxValue : (1UL << width) - 1;

    /// <summary>Bits in which all values of both types are signed numbers.</summary>
    private static int Common(ScalarType a, ScalarType b) => Math.Max(a.Width + (a.Signed ? 0 : 1), b.Width + (b.Signed ? 0 : 1));

    private string Binary(BinaryValue v, int stage)
    {
        var (a, b, width) = (v.Operands[0], v.Operands[1], v.Element.Width);
        var (x, y) = (Lane(a, stage, "i"), Lane(b, stage, "i"));
        var wide = Common(a.Element, b.Element);
        var (p, q) = ($"{wide}'({x})", $"{wide}'({y})");
        return v.Operation switch
        {
            BinaryOperation.Add => $"{width}'({x}) + {width}'({y})",
            BinaryOperation.Subtract => $"{width}'({x}) - {width}'({y})",
            BinaryOperation.Multiply => $"{width}'({x}) * {width}'({y})",
            BinaryOperation.And => $"{width}'({x}) & {width}'({y})",
            BinaryOperation.Or => $"{width}'({x}) | {width}'({y})",
            BinaryOperation.Xor => $"{width}'({x}) ^ {width}'({y})",
            BinaryOperation.Min => $"{p} < {q} ? {width}'({x}) : {width}'({y})",
            BinaryOperation.Max => $"{p} < {q} ? {width}'({y}) : {width}'({x})",
            BinaryOperation.Equal => $"{p} == {q}",
            BinaryOperation.Less => $"{p} < {q}",
            _ => $"{p} <= {q}",
        };
    }

    private string Saturate(ConvertValue v, int stage)
    {
        var (from, to) = (v.Operands[0].Element, v.Element);
        var (x, wide) = (Lane(v.Operands[0], stage, "i"), Common(from, to));
        var (least, most) = (IndexEmitter.Literal(to.MinValue, wide), IndexEmitter.Literal(to.MaxValue, wide));
        var expression = $"{to.Width}'({x})";
        if (from.MinValue < to.MinValue)
            expression = $"{wide}'({x}) < {least} ? {to.Width}'({least}) : {expression}";
        if (from.MaxValue > to.MaxValue)
            expression = $"{wide}'({x}) > {most} ? {to.Width}'({most}) : {expression}";
        return expression;
    }

    private string Shift(ShiftValue v, int stage)
    {
        var (operand, width) = (v.Operands[0], v.Element.Width);
        var x = Lane(operand, stage, "i");
        var wide = operand.Element.Width + 3;
        if (v.IsConstant)
        {
            var bits = ((ConstantValue)v.Operands[1]).Raw[0];
            var room = Math.Max(wide, (int)bits + 2);
            return v.Operation switch
            {
                ShiftOperation.Left => $"{width}'({x}) << {bits}",
                ShiftOperation.Right => $"{width}'({Math.Max(wide, width)}'({x}) >>> {bits})",
                _ => $"{width}'(({Math.Max(room, width)}'({x}) + {Math.Max(room, width)}'({Half(bits)})) >>> {bits})",
            };
        }

        var (amount, amountWidth) = (At(v.Operands[1], stage), v.Operands[1].Element.Width);
        if (v.Operands[1].Lanes > 1)
            amount = $"{amount}[i*{amountWidth}+:{amountWidth}]";
        var round = Math.Max(wide, 67);
        return v.Operation switch
        {
            ShiftOperation.Left => $"{width}'({x}) << {amount}",
            ShiftOperation.Right => $"{width}'({wide}'({x}) >>> {amount})",
            _ => $"{width}'(({round}'({x}) + ({round}'sd1 <<< {amount} >>> 1)) >>> {amount})",
        };

        static string Half(long bits) => FormattableString.Invariant($"{bits + 1}'sd{UInt128.One << (int)(bits - 1)}");
    }

    private void Concat(ConcatValue v)
    {
        var (stage, width) = (schedule.StageOf(v), v.Element.Width);
        var name = Declare(v, stage);
        var at = 0;
        foreach (var part in v.Operands)
        {
            text.Body("always_comb");
            text.Body($"  for (int i = 0; i < {part.Lanes}; i++)");
            text.Body($"    {name}[(i+{at})*{width}+:{width}] = {width}'({Lane(part, stage, "i")});");
            at += part.Lanes;
        }
    }

    private void LeadingZeros(LeadingZerosValue v)
    {
        var (stage, width, operand) = (schedule.StageOf(v), v.Element.Width, v.Operands[0]);
        var (name, from) = (Declare(v, stage), At(operand, stage));
        text.Body("always_comb");
        text.Body($"  for (int i = 0; i < {v.Lanes}; i++) begin");
        text.Body($"    {name}[i*{width}+:{width}] = {width}'d{operand.Element.Width};");
        text.Body($"    for (int b = 0; b < {operand.Element.Width}; b++)");
        text.Body($"      if ({from}[i*{operand.Element.Width}+b])");
        text.Body($"        {name}[i*{width}+:{width}] = {width}'({operand.Element.Width - 1} - b);");
        text.Body("  end");
    }

    private void Reduce(ReduceValue v)
    {
        var (stage, width, operand) = (schedule.StageOf(v), v.Element.Width, v.Operands[0]);
        var name = Declare(v, stage);
        var lane = Lane(operand, stage, $"i*{v.Size}+k");
        var slot = $"{name}[i*{width}+:{width}]";
        var signed = v.Element.Signed ? $"$signed({slot})" : $"$signed({{1'b0, {slot}}})";
        text.Body("always_comb");
        text.Body($"  for (int i = 0; i < {v.Lanes}; i++) begin");
        var first = v.Operation == BinaryOperation.Add ? $"{width}'d0" : $"{width}'({Lane(operand, stage, $"i*{v.Size}")})";
        text.Body($"    {slot} = {first};");
        text.Body($"    for (int k = {(v.Operation == BinaryOperation.Add ? 0 : 1)}; k < {v.Size}; k++)");
        text.Body(v.Operation switch
        {
            BinaryOperation.Add => $"      {slot} = {slot} + {width}'({lane});",
            BinaryOperation.Max => $"      if ({lane} > {signed}) {slot} = {width}'({lane});",
            _ => $"      if ({lane} < {signed}) {slot} = {width}'({lane});",
        });
        text.Body("  end");
    }

    private void OuterDot(OuterDotValue v)
    {
        var (stage, width) = (schedule.StageOf(v), v.Element.Width);
        var (a, b) = (v.Operands[0], v.Operands[1]);
        var name = Declare(v, stage);
        var slot = $"{name}[(r*{v.Columns}+c)*{width}+:{width}]";
        text.Body("always_comb");
        text.Body($"  for (int r = 0; r < {v.Rows}; r++)");
        text.Body($"    for (int c = 0; c < {v.Columns}; c++) begin");
        text.Body($"      {slot} = {width}'d0;");
        text.Body($"      for (int s = 0; s < {v.Depth}; s++)");
        var (row, column) = (Lane(a, stage, $"r*{v.Depth}+s"), Lane(b, stage, $"c*{v.Depth}+s"));
        text.Body($"        {slot} = {slot} + {width}'({row}) * {width}'({column});");
        text.Body("    end");
    }

    private string Table(Table table)
    {
        var name = "t_" + table.Name;
        text.Contents(name, table.Type.Width, table.Entries);
        return name;
    }
}

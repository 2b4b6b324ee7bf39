namespace Millrace.Hls;

/// <summary>
/// The values of a process's body as combinational logic at the stage at which each operation starts; the registers behind it are as many
/// as its latency says. A vector is one packed number, lane 0 lowest; what is done to each lane is a loop.
/// </summary>
internal sealed class ValueEmitter
{
    private readonly Dictionary<Value, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly ProcessText text;
    private readonly IndexEmitter index;
    private readonly Schedule schedule;
    private readonly TreeEmitter trees;

    internal ValueEmitter(ProcessText text, IndexEmitter index)
    {
        (this.text, this.index, schedule) = (text, index, text.Instance.Schedule);
        trees = new TreeEmitter(text, this);
    }

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
            case BinaryValue { Operation: BinaryOperation.Multiply } v when !OperationResources.IsShift(v):
                trees.Multiply(v);
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
            case ShiftValue { IsConstant: false, Operation: ShiftOperation.RoundRight } v:
                RoundRight(v, stage);
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
                Table(v, stage);
                return;
            case LeadingZerosValue v:
                LeadingZeros(v);
                return;
            case ReduceValue { Size: 1 } v:
                Assign(At(v.Operands[0], stage));
                return;
            case ReduceValue v:
                trees.Reduce(v);
                return;
            case OuterDotValue v:
                trees.Dots(v);
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
            // The carry chain takes the second operand through its tables, which have room for a choice.
            BinaryOperation.Add => a is SelectValue ? $"{width}'({y}) + {width}'({x})" : $"{width}'({x}) + {width}'({y})",
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
        if (v.Operands[0] is not ConstantValue && to.Width > 1 && from.Width > to.Width)
            return Clamp(v, stage);
        var (x, wide) = (Lane(v.Operands[0], stage, "i"), Common(from, to));
        var (least, most) = (IndexEmitter.Literal(to.MinValue, wide), IndexEmitter.Literal(to.MaxValue, wide));
        var expression = $"{to.Width}'({x})";
        if (from.MinValue < to.MinValue)
            expression = $"{wide}'({x}) < {least} ? {to.Width}'({least}) : {expression}";
        if (from.MaxValue > to.MaxValue)
            expression = $"{wide}'({x}) > {most} ? {to.Width}'({most}) : {expression}";
        return expression;
    }

    /// <summary>A value that may have too many bits: those that go, and the new sign, say whether it has, so that each bit that stays takes
    /// one table.</summary>
    private string Clamp(ConvertValue v, int stage)
    {
        var (operand, from, to) = (v.Operands[0], v.Operands[0].Element, v.Element);
        var (kept, most) = (Bits(0, to.Width), $"{{{to.Width}{{1'b1}}}}");
        if (!to.Signed)
        {
            if (!from.Signed)
                return $"|{Bits(to.Width, from.Width - to.Width)} ? {most} : {kept}";
            var inside = from.Width - 1 > to.Width ? $"|{Bits(to.Width, from.Width - 1 - to.Width)} ? {most} : {kept}" : kept;
            return $"{Bits(from.Width - 1, 1)} ? '0 : {inside}";
        }

        var over = Bits(to.Width - 1, from.Width - to.Width + 1);
        if (!from.Signed)
            return $"|{over} ? {{1'b0, {{{to.Width - 1}{{1'b1}}}}}} : {kept}";
        var sign = Bits(from.Width - 1, 1);
        return $"&{over} || ~|{over} ? {kept} : {{{sign}, {{{to.Width - 1}{{~{sign}}}}}}}";

        string Bits(int low, int count) => v.Lanes == 1
            ? FormattableString.Invariant($"{At(operand, stage)}[{low}+:{count}]")
            : FormattableString.Invariant($"{At(operand, stage)}[i*{from.Width}+{low}+:{count}]");
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
        return v.Operation == ShiftOperation.Left ? $"{width}'({x}) << {amount}" : $"{width}'({wide}'({x}) >>> {amount})";

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

    private void Table(TableValue v, int stage)
    {
        Require(v, 2);
        var (table, address) = (v.Table, v.Operands[0]);
        var (width, entries) = (table.Type.Width, table.Entries.Count);
        var bits = IndexEmitter.CounterBits(entries - 1);
        var name = Declare(v, stage + 2);
        var at = text.Name("a");
        text.Declare($"logic [{(v.Lanes * bits) - 1}:0] {at};");
        Loop(at, $"for (int i = 0; i < {v.Lanes}; i++)", $"{{0}}[i*{bits}+:{bits}] = {bits}'({Lane(address, stage, "i")});");
        text.Body($"mr_rom #(.WIDTH({width}), .ENTRIES({entries}), .LANES({v.Lanes}), .ADDRESS_BITS({bits}), "
            + $".KIND(\"{(MemoryRules.InTables(width, entries) ? "table" : "block")}\"),");
        text.Body($"    .CONTENTS(\"{text.File("t_" + table.Name, width, 1, table.Entries)}\")) {name}_rom ("
            + $".clk(clk), .at({at}), .entry({name}));");
    }

    /// <summary>Shifted a bit less far, then, after the registers of that, rounded.</summary>
    private void RoundRight(ShiftValue v, int stage)
    {
        Require(v, 1);
        var (operand, count, width) = (v.Operands[0], v.Operands[1], v.Element.Width);
        var wide = operand.Element.Width + 2;
        var amount = count.Lanes > 1 ? $"{At(count, stage)}[i*{count.Element.Width}+:{count.Element.Width}]" : At(count, stage);
        var shifted = text.Name("q");
        var now = text.Add(shifted, v.Lanes * wide, stage, comment: Comment(v));
        Loop(now, $"for (int i = 0; i < {v.Lanes}; i++)",
            $"{{0}}[i*{wide}+:{wide}] = {wide}'($signed({{{Lane(operand, stage, "i")}, 1'b0}})) >>> {amount};");
        var then = text.Later(shifted, stage + 1);
        var round = Math.Max(wide, width) + 1;
        Loop(Declare(v, stage + 1), $"for (int i = 0; i < {v.Lanes}; i++)",
            $"{{0}}[i*{width}+:{width}] = {width}'(({round}'($signed({then}[i*{wide}+:{wide}])) + {round}'sd1) >>> 1);");
    }

    /// <summary>A value that is cut to fewer bits, at the stage of the operation that makes it, before its register.</summary>
    internal string Wrapped(ConvertValue v, int stage)
    {
        var (name, width) = (text.Name("n"), v.Element.Width);
        text.Declare($"logic [{v.Type.Bits - 1}:0] {name};");
        Loop(name, $"for (int i = 0; i < {v.Lanes}; i++)",
            $"{{0}}[i*{width}+:{width}] = {width}'({Lane(v.Operands[0], stage, "i")});");
        return name;
    }

    /// <summary>Refuses an operation that has less time than its module needs.</summary>
    internal void Require(Value value, int cycles)
    {
        if (schedule.LatencyOf(value) is var given && given < cycles)
        {
            var what = value is BinaryValue b ? b.Operation.ToString() : value.GetType().Name[..^"Value".Length];
            throw new DiagnosticException("MR0504", value.Position,
                $"{what} to {value.Type} has a latency of {given}; SystemVerilog is emitted of {cycles} and more");
        }
    }
}

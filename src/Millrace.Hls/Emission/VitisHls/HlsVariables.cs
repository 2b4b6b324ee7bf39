namespace Millrace.Hls;

/// <summary>The variables of a process's body, one run after the other.</summary>
internal sealed class HlsVariables(
    ProcessInstance instance, BodyPlan plan, CppExpressions code, CppIndex index, Dictionary<object, string> names, Identifiers taken, string lane, CppText text)
{
    private readonly Process process = instance.Process;

    internal void Emit(BodyBlock block)
    {
        if (block.Lanes > 1)
            Lanes(block);
        else
            One(block.Values[0]);
    }

    /// <summary>A name for a value: the register's that it is written into, the author's, or what it is.</summary>
    internal string Name(Value value)
    {
        if (names.TryGetValue(value, out var known))
            return known;
        if (plan.InPlace.TryGetValue(value, out var set))
            return names[value] = names[set.Register];
        return names[value] = taken.Take(HlsNames.Given(process, value) ?? HlsNames.Written(process, value) ?? HlsNames.Of(value));
    }

    /// <summary>Lanes that one loop computes. What only this loop wants is a scalar in it.</summary>
    private void Lanes(BodyBlock block)
    {
        foreach (var value in block.Values)
        {
            Name(value);
            if (plan.InPlace.ContainsKey(value))
                continue;
            if (Escapes(value, block))
                text.Line($"{Declared(value)} {names[value]};");
            else
                code.SetAlone(value, true);
        }

        text.Unrolled(lane, block.Lanes, () =>
        {
            foreach (var value in block.Values)
                Assign(value, plan.InPlace.ContainsKey(value) || Escapes(value, block));
        });
        foreach (var value in block.Values)
            code.SetAlone(value, false);
    }

    private void Assign(Value value, bool isElement)
    {
        var expression = code.Expression(value, lane).Text;
        var position = plan.InPlace.TryGetValue(value, out var set) ? set.Position : value.Position;
        text.Line(
            isElement ? $"{names[value]}[{lane}] = {expression};" : $"const {CppTypes.Of(value.Element)} {names[value]} = {expression};",
            position);
    }

    private bool Escapes(Value value, BodyBlock block) =>
        process.Statements.Any(s => s.Operands.Any(o => o == value || (!plan.IsVariable(o) && plan.Named(o).Any(n => n.Value == value))))
        || plan.Variables.Any(v => !block.Values.Contains(v) && plan.Named(v).Any(n => n.Value == value))
        || process.Accesses.Any(a => !plan.IsVariable(a) && plan.Named(a).Any(n => n.Value == value));

    /// <summary>The type of a variable: that of the port it leaves through, if that is all it does.</summary>
    private string Declared(Value value)
    {
        var goal = plan.UsesOf(value) != 1 ? null : process.Statements.FirstOrDefault(s => s.Operands.Contains(value)) switch
        {
            WriteStatement w => w.Port.Type,
            RegisterStatement r => r.Register.Type,
            _ => null,
        };
        if (goal is null || goal.Lanes != value.Lanes)
            return CppTypes.Of(value.Type);
        code.SetType(value, goal.Element);
        return CppTypes.Of(goal);
    }

    private void One(Value value)
    {
        var name = plan.UsesOf(value) == 0 ? "" : Name(value);
        switch (value)
        {
            case ReadValue v when plan.UsesOf(v) == 0:
                text.If(index.Code(v.When).Text, $"{names[v.Port]}.read();", v.Position);
                return;
            case ReadValue v:
                Guarded(v, v.When, name, $"{names[v.Port]}.read()");
                return;
            case LoadValue v when plan.UsesOf(v) == 0:
                text.If(index.Code(v.When).Text, $"(void){names[v.Port]}[{code.Index(v.Operands[0])}];", v.Position);
                return;
            case MemoryReadValue v when plan.UsesOf(v) == 0:
                text.Line($"(void){code.Word(v, v.Memory, "0").Text};", v.Position);
                return;
            case LoadValue v:
                var word = $"{names[v.Port]}[{code.Index(v.Operands[0])}]";
                Guarded(v, v.When, name, v.Lanes == 1
                    ? word
                    : FormattableString.Invariant($"mr::unpack<{CppTypes.Of(v.Element)}, {v.Lanes}>({word})"));
                return;
            case MemoryReadValue v when v.Lanes == 1:
                text.Line($"const {CppTypes.Of(v.Type)} {name} = {code.Word(v, v.Memory, "0").Text};", v.Position);
                return;
            case MemoryReadValue v:
                Each(v, code.Word(v, v.Memory, lane).Text);
                return;
            case OuterDotValue v:
                Dots(v);
                return;
            case ReduceValue { Size: > 1 } v:
                Reduce(v);
                return;
            case ConcatValue v:
                Concat(v);
                return;
            case ReinterpretValue v:
                Recut(v);
                return;
            default:
                Scalar(value);
                return;
        }
    }

    private void Scalar(Value value)
    {
        if (plan.HeldRead(value) is { } read)
        {
            text.If(index.Code(read.When).Text, $"{names[value]} = {names[read.Port]}.read();", read.Position);
            return;
        }

        var expression = code.Expression(value, "0").Text;
        if (plan.InPlace.TryGetValue(value, out var set))
            text.Line($"{names[value]} = {expression};", set.Position);
        else
            text.Line($"const {CppTypes.Of(value.Type)} {names[value]} = {expression};", value.Position);
    }

    /// <summary>Something that comes from outside where a guard holds, and is 0 elsewhere.</summary>
    private void Guarded(Value value, Guard when, string name, string expression)
    {
        if (when is ConstantGuard { Value: true })
        {
            text.Line($"const {CppTypes.Of(value.Type)} {name} = {expression};", value.Position);
            return;
        }

        text.Line($"{CppTypes.Of(value.Type)} {name} = {(value.Lanes == 1 ? "0" : $"{CppTypes.Of(value.Element)}(0)")};");
        text.If(index.Code(when).Text, $"{name} = {expression};", value.Position);
    }

    private void Each(Value value, string expression)
    {
        text.Line($"{Declared(value)} {names[value]};", value.Position);
        text.Unrolled(lane, value.Lanes, () => text.Line($"{names[value]}[{lane}] = {expression};"));
    }

    private void Concat(ConcatValue v)
    {
        text.Line($"{Declared(v)} {names[v]};");
        var at = 0;
        foreach (var part in v.Operands)
        {
            var start = at;
            if (part.Lanes == 1)
                text.Line(FormattableString.Invariant($"{names[v]}[{start}] = {code.Scalar(part).Text};"));
            else
            {
                text.Unrolled(lane, part.Lanes, () => text.Line(
                    $"{names[v]}[{(start == 0 ? lane : FormattableString.Invariant($"{start} + {lane}"))}] = {code.Lane(part, lane).Text};"));
            }

            at += part.Lanes;
        }
    }

    private void Reduce(ReduceValue v)
    {
        var (operand, type) = (v.Operands[0], v.Element);
        if (v.Lanes == 1)
        {
            Accumulate(names[v], "");
            return;
        }

        text.Line($"{Declared(v)} {names[v]};");
        var (group, sum) = (taken.Take("group"), taken.Take("of_group"));
        text.Unrolled(group, v.Lanes, () =>
        {
            Accumulate(sum, FormattableString.Invariant($"{group} * {v.Size} + "));
            text.Line($"{names[v]}[{group}] = {sum};");
        });

        void Accumulate(string name, string offset)
        {
            var isSum = v.Operation == BinaryOperation.Add;
            var first = offset.Length == 0 ? "0" : offset[..^3];
            text.Line($"{CppTypes.Of(type)} {name} = {(isSum ? "0" : code.Lane(operand, first).Text)};");
            text.Unrolled(lane, v.Size, () =>
            {
                var element = code.Lane(operand, offset + lane).Text;
                var best = v.Operation == BinaryOperation.Max ? "larger" : "smaller";
                text.Line(isSum ? $"{name} += {element};" : $"{name} = mr::{best}<{CppTypes.Of(type)}>({name}, {element});");
            });
        }
    }

    /// <summary>The multiply-accumulate array.</summary>
    private void Dots(OuterDotValue v)
    {
        var (a, b) = (v.Operands[0], v.Operands[1]);
        var (least, most) = BinaryValue.ProductRange(a.Element, b.Element);
        var product = CppTypes.Of(ScalarType.ForRange(least, most));
        var (row, column, step) = (taken.Take("row"), taken.Take("column"), taken.Take("step"));
        var (one, sum) = (taken.Take("product"), v.Lanes == 1 ? names[v] : taken.Take("dot"));
        if (v.Lanes > 1)
            text.Line($"{Declared(v)} {names[v]};");
        Over(row, v.Rows, () => Over(column, v.Columns, Dot));

        void Dot()
        {
            text.Line($"{CppTypes.Of(v.Element)} {sum} = 0;");
            Over(step, v.Depth, () =>
            {
                var (x, y) = (code.Lane(a, Place(row, v.Rows)), code.Lane(b, Place(column, v.Columns)));
                text.Line($"const {product} {one} = {Cpp.Binary(x, "*", y, Cpp.Multiplicative).Text};");
                text.Pragma($"bind_op variable={one} op=mul impl={Multiplier(a.Element, b.Element)}");
                text.Line($"{sum} += {one};");
            });
            if (v.Lanes > 1)
                text.Line($"{names[v]}[{Sum(Times(row, v.Rows, v.Columns), v.Columns > 1 ? column : "")}] = {sum};");
        }

        void Over(string loop, int count, Action body)
        {
            if (count > 1)
                text.Unrolled(loop, count, body);
            else
                body();
        }

        string Place(string line, int lines) => Sum(Times(line, lines, v.Depth), v.Depth > 1 ? step : "");

        static string Times(string loop, int count, int factor) =>
            count == 1 ? "" : factor == 1 ? loop : FormattableString.Invariant($"{loop} * {factor}");

        static string Sum(string x, string y) => x.Length == 0 ? (y.Length == 0 ? "0" : y) : y.Length == 0 ? x : $"{x} + {y}";
    }

    /// <summary>What makes a product.</summary>
    internal static string Multiplier(ScalarType a, ScalarType b) =>
        MultiplierRules.InTables(a.Width + (a.Signed ? 0 : 1), b.Width + (b.Signed ? 0 : 1)) ? "fabric" : "dsp";

    private void Recut(ReinterpretValue v)
    {
        var (x, from, to) = (v.Operands[0], v.Operands[0].Element.Width, v.Element.Width);
        text.Line($"{CppTypes.Of(v.Type)} {names[v]};");
        Action body;
        if (to == from)
            body = () => text.Line($"{Target()} = {code.Lane(x, lane).As(v.Element).Text};");
        else if (to < from)
        {
            var k = from / to;
            body = () => text.Line(FormattableString.Invariant(
                $"{Target()} = {code.Lane(x, $"{lane} / {k}").Text}.range(({lane} % {k} + 1) * {to} - 1, {lane} % {k} * {to});"));
        }
        else
        {
            var (part, k) = (taken.Take("part"), to / from);
            body = () => text.Unrolled(part, k, () => text.Line(FormattableString.Invariant(
                $"{Target()}.range(({part} + 1) * {from} - 1, {part} * {from}) = {code.Lane(x, Inner(part, k)).Text};")));
        }

        if (v.Lanes == 1)
            body();
        else
            text.Unrolled(lane, v.Lanes, body);

        string Target() => v.Lanes == 1 ? names[v] : $"{names[v]}[{lane}]";

        string Inner(string part, int k) => v.Lanes == 1 ? part : FormattableString.Invariant($"{lane} * {k} + {part}");
    }
}

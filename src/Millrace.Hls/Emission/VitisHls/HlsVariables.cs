namespace Millrace.Hls;

/// <summary>The variables of a process's body, one run after the other.</summary>
internal sealed class HlsVariables(HlsBody body)
{
    private readonly HlsVectors vectors = new(body);
    private readonly Process process = body.Instance.Process;
    private readonly BodyPlan plan = body.Plan;
    private readonly CppExpressions code = body.Code;
    private readonly CppText text = body.Text;
    private readonly Dictionary<object, string> names = body.Names;
    private readonly string lane = body.Lane;

    internal void Emit(BodyBlock block)
    {
        if (block.Lanes > 1)
            Lanes(block);
        else
            One(block.Values[0]);
    }

    /// <summary>Lanes that one loop computes. What only this loop wants is a scalar in it.</summary>
    private void Lanes(BodyBlock block)
    {
        foreach (var value in block.Values)
        {
            body.Name(value);
            if (plan.InPlace.ContainsKey(value))
                continue;
            if (Escapes(value, block))
                text.Line($"{body.Declared(value)} {names[value]};");
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

    private void One(Value value)
    {
        var name = plan.UsesOf(value) == 0 ? "" : body.Name(value);
        switch (value)
        {
            case ReadValue v when plan.UsesOf(v) == 0:
                text.If(body.Index.Code(v.When).Text, $"{names[v.Port]}.read();", v.Position);
                return;
            case ReadValue v:
                Guarded(v, v.When, name, $"{names[v.Port]}.read()");
                return;
            case LoadValue v when plan.UsesOf(v) == 0:
                text.If(body.Index.Code(v.When).Text, $"(void){names[v.Port]}[{code.Index(v.Operands[0])}];", v.Position);
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
                vectors.Dots(v);
                return;
            case ReduceValue { Size: > 1 } v:
                vectors.Reduce(v);
                return;
            case ConcatValue v:
                vectors.Concat(v);
                return;
            case ReinterpretValue v:
                vectors.Recut(v);
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
            text.If(body.Index.Code(read.When).Text, $"{names[value]} = {names[read.Port]}.read();", read.Position);
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
        text.If(body.Index.Code(when).Text, $"{name} = {expression};", value.Position);
    }

    private void Each(Value value, string expression)
    {
        text.Line($"{body.Declared(value)} {names[value]};", value.Position);
        text.Unrolled(lane, value.Lanes, () => text.Line($"{names[value]}[{lane}] = {expression};"));
    }

}

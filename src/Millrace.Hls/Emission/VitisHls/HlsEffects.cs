namespace Millrace.Hls;

/// <summary>What a firing leaves behind: stores, then elements in channels (an acknowledgement among them), words on chip,
/// registers.</summary>
internal sealed class HlsEffects(HlsBody body)
{
    private readonly ProcessInstance instance = body.Instance;
    private readonly Process process = body.Instance.Process;
    private readonly BodyPlan plan = body.Plan;
    private readonly CppExpressions code = body.Code;
    private readonly CppIndex index = body.Index;
    private readonly CppText text = body.Text;
    private readonly Dictionary<object, string> names = body.Names;
    private readonly string lane = body.Lane;

    internal void Emit()
    {
        foreach (var store in process.Accesses.OfType<StoreValue>())
            Store(store);
        foreach (var write in process.Statements.OfType<WriteStatement>())
            Write(write);
        foreach (var statement in process.Statements)
        {
            if (statement is MemoryWriteStatement m)
                WriteWord(m, m.Memory, m.Memory.Type, m.Memory.Parts, m.Address, m.Value, m.Part);
            if (statement is BufferWriteStatement b)
                WriteWord(b, b.Port, b.Port.Type, HlsDesign.PartsOf(instance, b.Port), b.Address, b.Value, b.Part);
        }

        SetRegisters([.. process.Statements.OfType<RegisterStatement>().Where(s => !plan.InPlace.ContainsKey(s.Value))]);
    }

    private void Store(StoreValue v)
    {
        var (address, type) = (code.Index(v.Operands[0]), v.Port.Type);
        // Lanes of the memory's word are as wide as its type says, whatever the value's are.
        var word = type.Lanes == 1
            ? $"{CppTypes.Word(type)}({code.Scalar(v.Operands[1]).As(type.Element).Text})"
            : FormattableString.Invariant($"mr::pack<{type.Bits}>({Vector(v.Operands[1], type, v.Port.Name)})");
        text.If(index.Code(v.When).Text, $"{names[v.Port]}[{address}] = {word};", v.Position);
    }

    private void Write(WriteStatement w)
    {
        var element = w.Port.Type.Lanes == 1 ? code.Scalar(w.Value).Text : Vector(w.Value, w.Port.Type, w.Port.Name);
        text.If(index.Code(w.When).Text, $"{names[w.Port]}.write({element});", w.Position);
    }

    /// <summary>A vector as a variable of the type of where it goes.</summary>
    private string Vector(Value value, HardwareType type, string port)
    {
        if ((value is Register || plan.IsVariable(value)) && value.Lanes == type.Lanes
            && CppTypes.Of(code.TypeOf(value)) == CppTypes.Of(type.Element))
            return names[value];
        var name = body.Taken.Take(port + "_word");
        text.Line($"{CppTypes.Of(type)} {name};");
        text.Unrolled(lane, type.Lanes, () => text.Line($"{name}[{lane}] = {code.Lane(value, lane).Text};"));
        return name;
    }

    private void WriteWord(Statement statement, object storage, HardwareType type, int parts, Value address, Value value, Value? part)
    {
        var (name, at) = (names[storage], code.Index(address));
        var condition = index.Code(statement.When).Text;
        var lanes = part is null ? type.Lanes : type.Lanes / parts;
        if (lanes == 1)
        {
            text.If(condition, $"{Target("0")} = {code.Scalar(value).Text};", statement.Position);
            return;
        }

        if (condition is not "true")
            text.Open($"if ({condition})");
        text.Unrolled(lane, lanes, () => text.Line($"{Target(lane)} = {code.Lane(value, lane).Text};", statement.Position));
        if (condition is not "true")
            text.Close();

        string Target(string lane) => part is null
            ? CppTypes.Lane(name, type, parts, at, lane)
            : CppTypes.PartLane(name, type, parts, at, code.Index(part), lane);
    }

    /// <summary>All registers at once: one that another one takes is set after it, or kept beside.</summary>
    private void SetRegisters(List<RegisterStatement> sets)
    {
        while (sets.Count > 0)
        {
            var next = sets.FirstOrDefault(s => sets.All(o => o == s || !Names(o.Value, s.Register)));
            if (next is null)
            {
                var kept = sets[0].Register;
                var name = body.Taken.Take(kept.Name + "_before");
                text.Line($"const {CppTypes.Of(kept.Type)} {name} = {names[kept]};");
                var register = names[kept];
                names[kept] = name;
                Set(sets[0], register);
                sets.RemoveAt(0);
                continue;
            }

            Set(next, names[next.Register]);
            sets.Remove(next);
        }
    }

    private bool Names(Value value, Register register) =>
        value == register || (!plan.IsVariable(value) && plan.Named(value).Any(n => n.Value == register));

    private void Set(RegisterStatement set, string register)
    {
        var type = set.Register.Type;
        var value = type.Lanes == 1 ? code.Scalar(set.Value).Text : Vector(set.Value, type, set.Register.Name);
        text.If(index.Code(set.When).Text, $"{register} = {value};", set.Position);
    }
}

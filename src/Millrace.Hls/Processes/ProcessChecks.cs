namespace Millrace.Hls;

/// <summary>What must hold for a process before it is frozen: every end used once, nothing unused, nothing narrowed in silence, nothing borrowed from another process.</summary>
internal sealed class ProcessChecks(
    ProcessBuilder process, List<Port> ports, List<Register> registers, List<Memory> memories, List<Value> accesses, List<Statement> statements)
{
    internal void Run()
    {
        foreach (var port in ports)
            CheckPort(port);
        foreach (var register in registers)
            CheckRegister(register);
        foreach (var memory in memories)
            CheckMemory(memory);
        foreach (var statement in statements)
            CheckStatement(statement);
        foreach (var store in accesses.OfType<StoreValue>())
            CheckFits(store.Operands[1], store.Port.Type, 1, $"store port '{store.Port.Name}'", store.Position);
        CheckBorrowed();
    }

    private void CheckPort(Port port)
    {
        var uses = port switch
        {
            InPort => accesses.OfType<ReadValue>().Where(r => r.Port == port).Select(r => r.Position).ToList(),
            LoadPort => accesses.OfType<LoadValue>().Where(r => r.Port == port).Select(r => r.Position).ToList(),
            StorePort => accesses.OfType<StoreValue>().Where(r => r.Port == port).Select(r => r.Position).ToList(),
            OutPort => statements.OfType<WriteStatement>().Where(w => w.Port == port).Select(w => w.Position).ToList(),
            _ => statements.OfType<BufferBlockStatement>().Where(b => b.Port == port).Select(b => b.Position).ToList(),
        };
        var verb = port switch
        {
            InPort => "read",
            OutPort => "written",
            LoadPort => "loaded from",
            StorePort => "stored to",
            _ => "given its Block guards",
        };
        if (uses.Count == 0)
            process.Report("MR0211", port.Position, $"{port.Kind} '{port.Name}' is declared but never {verb}");
        for (var i = 1; i < uses.Count; i++)
            process.Report(port.IsInput ? "MR0201" : "MR0202", uses[i], $"{port.Kind} '{port.Name}' is {verb} here and at {uses[0]}; do it in one place, with a guard or a wider type");
    }

    private void CheckRegister(Register register)
    {
        var sets = statements.OfType<RegisterStatement>().Where(s => s.Register == register).ToList();
        if (sets.Count == 0)
            process.Report("MR0212", register.Position, $"register '{register.Name}' is never set; use a constant");
        for (var i = 1; i < sets.Count; i++)
            process.Report("MR0202", sets[i].Position, $"register '{register.Name}' is set here and at {sets[0].Position}; choose the value with Select and set it once");
    }

    private void CheckMemory(Memory memory)
    {
        var reads = accesses.OfType<MemoryReadValue>().Where(r => r.Memory == memory).ToList();
        var writes = statements.OfType<MemoryWriteStatement>().Where(w => w.Memory == memory).ToList();
        if (reads.Count == 0 || (writes.Count == 0 && memory.Initial is null))
            process.Report("MR0211", memory.Position, $"memory '{memory.Name}' is never {(reads.Count == 0 ? "read" : "written")}");
        for (var i = 1; i < reads.Count; i++)
            process.Report("MR0213", reads[i].Position, $"memory '{memory.Name}' has one read port and is read here and at {reads[0].Position}");
        for (var i = 1; i < writes.Count; i++)
            process.Report("MR0213", writes[i].Position, $"memory '{memory.Name}' has one write port and is written here and at {writes[0].Position}");
    }

    private void CheckStatement(Statement statement)
    {
        switch (statement)
        {
            case WriteStatement w:
                CheckFits(w.Value, w.Port.Type, 1, $"output channel '{w.Port.Name}'", w.Position);
                break;
            case RegisterStatement r:
                CheckFits(r.Value, r.Register.Type, 1, $"register '{r.Register.Name}'", r.Position);
                break;
            case MemoryWriteStatement m:
                CheckFits(m.Value, m.Memory.Type, m.Part is null ? 1 : m.Memory.Parts, $"memory '{m.Memory.Name}'", m.Position);
                break;
            case BufferWriteStatement b:
                CheckFits(b.Value, b.Port.Type, b.Part is null ? 1 : b.Port.Parts, $"output buffer '{b.Port.Name}'", b.Position);
                break;
        }
    }

    private void CheckFits(Value value, HardwareType target, int parts, string what, SourcePosition position)
    {
        var lanes = target.Lanes / parts;
        if (value.Type.IsVector && value.Lanes != lanes)
            process.Report("MR0214", position, $"{what} takes {lanes} lanes and was given {value.Type}; use Slice, Repeat or Concat");
        else if (!value.Type.IsVector && lanes != 1)
            process.Report("MR0214", position, $"{what} takes {lanes} lanes and was given the scalar {value.Type}; use Repeat({lanes})");
        if (!target.Element.Holds(value.Element))
            process.Report("MR0203", position, $"{what} of {target.Element} was given {value.Element}; narrowing must be written: Wrap, Saturate or RoundShift");
    }

    private void CheckBorrowed()
    {
        foreach (var value in Reachable())
        {
            var owner = value switch
            {
                ReadValue v => v.Port.Owner,
                RegisterValue v => v.Register.Owner,
                MemoryReadValue v => v.Memory.Owner,
                BufferReadValue v => v.Port.Owner,
                LoadValue v => v.Port.Owner,
                StoreValue v => v.Port.Owner,
                _ => process,
            };
            if (owner != process)
                process.Report("MR0215", process.Position, $"uses {value.Type} of process '{owner!.Name}'; values do not leave their process: send it through a channel");
        }
    }

    private HashSet<Value> Reachable()
    {
        var seen = new HashSet<Value>(ReferenceEqualityComparer.Instance);
        var todo = new Stack<Value>([.. accesses, .. statements.SelectMany(s => s.Operands)]);
        while (todo.TryPop(out var value))
        {
            if (!seen.Add(value))
                continue;
            foreach (var operand in value.Operands)
                todo.Push(operand);
        }

        return seen;
    }
}

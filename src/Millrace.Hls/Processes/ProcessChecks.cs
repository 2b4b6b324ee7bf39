namespace Millrace.Hls;

/// <summary>What must hold for a process before it is frozen: every end used once, nothing unused, nothing narrowed in silence, nothing
/// borrowed from another process.</summary>
internal sealed class ProcessChecks(
    ProcessBuilder process, List<LoopIndex> loops, List<Port> ports, List<Register> registers,
    List<Memory> memories, List<Value> accesses, List<Statement> statements)
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
        foreach (var access in accesses)
            CheckAccess(access);
        foreach (var store in accesses.OfType<StoreValue>())
            CheckFits(store.Operands[1], store.Port.Type, 1, $"store port '{store.Port.Name}'", store.Position);
        new BorrowChecks(process, loops, accesses, statements).Run();
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
            process.Report("MR0211", port.Position, $"{port.Kind} '{port.Name}' is declared but never {verb}; use it or drop it");
        var (words, rest) = port switch
        {
            BufferIn => (accesses.OfType<BufferReadValue>().Where(r => r.Port == port).Select(r => r.Position).ToList(), "read"),
            BufferOut => (statements.OfType<BufferWriteStatement>().Where(w => w.Port == port).Select(w => w.Position).ToList(), "written"),
            _ => ([port.Position], ""),
        };
        if (words.Count == 0)
            process.Report("MR0211", port.Position, $"{port.Kind} '{port.Name}' is declared but never {rest}; use it or drop it");
        for (var i = 1; i < words.Count; i++)
            process.Report("MR0213", words[i],
                $"{port.Kind} '{port.Name}' has one port to be {rest} through and is {rest} here and at {words[0]}; "
                + "do it in one place and choose the address");
        for (var i = 1; i < uses.Count; i++)
            process.Report(port.IsInput ? "MR0201" : "MR0202", uses[i],
                $"{port.Kind} '{port.Name}' is {verb} here and at {uses[0]}; do it in one place, with a guard or a wider type");
    }

    private void CheckRegister(Register register)
    {
        var sets = statements.OfType<RegisterStatement>().Where(s => s.Register == register).ToList();
        if (sets.Count == 0)
            process.Report("MR0212", register.Position, $"register '{register.Name}' is never set; use a constant");
        for (var i = 1; i < sets.Count; i++)
            process.Report("MR0202", sets[i].Position,
                $"register '{register.Name}' is set here and at {sets[0].Position}; choose the value with Select and set it once");
    }

    private void CheckMemory(Memory memory)
    {
        var reads = accesses.OfType<MemoryReadValue>().Where(r => r.Memory == memory).ToList();
        var writes = statements.OfType<MemoryWriteStatement>().Where(w => w.Memory == memory).ToList();
        if (reads.Count == 0 || (writes.Count == 0 && memory.Initial is null))
            process.Report("MR0211", memory.Position,
                $"memory '{memory.Name}' is never {(reads.Count == 0 ? "read" : "written")}; "
                + $"drop it{(reads.Count == 0 ? "" : " or give it contents")}");
        for (var i = 1; i < reads.Count; i++)
            process.Report("MR0213", reads[i].Position,
                $"memory '{memory.Name}' has one read port and is read here and at {reads[0].Position}; "
                + "read it in one place and choose the address");
        for (var i = 1; i < writes.Count; i++)
            process.Report("MR0213", writes[i].Position,
                $"memory '{memory.Name}' has one write port and is written here and at {writes[0].Position}; "
                + "write it in one place and choose address and value");
    }

    private void CheckAccess(Value access)
    {
        switch (access)
        {
            case ReadValue r:
                CheckEver(r.When, $"input channel '{r.Port.Name}' is read", r.Position);
                break;
            case MemoryReadValue m:
                CheckAddress(m.Operands[0], $"memory '{m.Memory.Name}'", m.Position);
                break;
            case BufferReadValue b:
                CheckAddress(b.Operands[0], $"input buffer '{b.Port.Name}'", b.Position);
                break;
            case LoadValue l:
                CheckAddress(l.Operands[0], $"load port '{l.Port.Name}'", l.Position);
                break;
            case StoreValue s:
                CheckAddress(s.Operands[0], $"store port '{s.Port.Name}'", s.Position);
                break;
        }
    }

    private void CheckAddress(Value address, string what, SourcePosition position)
    {
        if (address.Type.IsVector)
            process.Report("MR0114", position, $"{what} was given an address of type {address.Type}; a scalar is needed: choose a Lane");
        if (address.Element.Fraction != 0)
            process.Report("MR0117", position,
                $"{what} was given an address of type {address.Type}; an integer is needed: shift, then Wrap to Int or UInt");
    }

    private void CheckEver(Guard when, string what, SourcePosition position)
    {
        if (when is ConstantGuard { Value: false })
            process.Report("MR0219", position,
                $"{what} in no firing at all, which starves its other end; give it a guard that holds at times or drop the port");
    }

    private void CheckStatement(Statement statement)
    {
        switch (statement)
        {
            case WriteStatement w:
                CheckEver(w.When, $"output channel '{w.Port.Name}' is written", w.Position);
                CheckFits(w.Value, w.Port.Type, 1, $"output channel '{w.Port.Name}'", w.Position);
                break;
            case RegisterStatement r:
                CheckFits(r.Value, r.Register.Type, 1, $"register '{r.Register.Name}'", r.Position);
                break;
            case MemoryWriteStatement m:
                CheckAddress(m.Address, $"memory '{m.Memory.Name}'", m.Position);
                CheckAddress(m.Part ?? 0, $"a part of memory '{m.Memory.Name}'", m.Position);
                CheckFits(m.Value, m.Memory.Type, m.Part is null ? 1 : m.Memory.Parts, $"memory '{m.Memory.Name}'", m.Position);
                break;
            case BufferBlockStatement b:
                CheckEver(b.When, $"a block of {b.Port.Kind} '{b.Port.Name}' is taken", b.Position);
                CheckEver(
                    b.End, $"a block of {b.Port.Kind} '{b.Port.Name}' is {(b.Port.IsInput ? "released" : "handed over")}", b.Position);
                break;
            case BufferWriteStatement b:
                CheckAddress(b.Address, $"output buffer '{b.Port.Name}'", b.Position);
                CheckAddress(b.Part ?? 0, $"a part of output buffer '{b.Port.Name}'", b.Position);
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
        if (target.Element.Fraction != value.Element.Fraction)
            process.Report("MR0106", position,
                $"{what} of {target.Element} was given {value.Element}; "
                + $"the binary points differ: shift, then Wrap to {target.Element}");
        else if (!target.Element.Holds(value.Element))
            process.Report("MR0203", position,
                $"{what} of {target.Element} was given {value.Element}; narrowing must be written: Wrap, Saturate or RoundShift");
    }
}

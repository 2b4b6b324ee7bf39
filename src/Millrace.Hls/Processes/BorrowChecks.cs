namespace Millrace.Hls;

/// <summary>Nothing is borrowed from another process: no value, and no loop index in a guard, trip count or value.</summary>
internal sealed class BorrowChecks(ProcessBuilder process, List<LoopIndex> loops, List<Value> accesses, List<Statement> statements)
{
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

    internal void Run()
    {
        foreach (var loop in loops)
            Visit(loop.Trip, loop.Position);
        foreach (var access in accesses)
            Visit(access, access.Position);
        foreach (var statement in statements)
        {
            Visit(statement.When, statement.Position);
            if (statement is BufferBlockStatement block)
                Visit(block.End, block.Position);
            foreach (var operand in statement.Operands)
                Visit(operand, statement.Position);
        }
    }

    private void Visit(object part, SourcePosition position)
    {
        if (!seen.Add(part))
            return;
        switch (part)
        {
            case LoopIndex l when !loops.Contains(l):
                process.Report("MR0216", position,
                    $"the index of loop '{l.Name}' is used outside that loop's process; "
                    + "indices do not leave their process: give this one a loop of its own");
                break;
            case BinaryIndex b:
                Visit(b.Left, position);
                Visit(b.Right, position);
                break;
            case CompareGuard c:
                Visit(c.Left, position);
                Visit(c.Right, position);
                break;
            case AndGuard a:
                Visit(a.Left, position);
                Visit(a.Right, position);
                break;
            case NotGuard n:
                Visit(n.Inner, position);
                break;
            case Value v:
                VisitValue(v, position);
                break;
        }
    }

    private void VisitValue(Value value, SourcePosition position)
    {
        var owner = value switch
        {
            ReadValue v => v.Port.Owner,
            Register r => r.Owner,
            MemoryReadValue v => v.Memory.Owner,
            BufferReadValue v => v.Port.Owner,
            LoadValue v => v.Port.Owner,
            StoreValue v => v.Port.Owner,
            _ => process,
        };
        if (owner != process)
        {
            process.Report("MR0215", position,
                $"a value of type {value.Type} of process '{owner!.Name}' is used here; "
                + "values do not leave their process: send it through a channel");
            return;
        }

        object? inner = value switch
        {
            IndexValue v => v.Index,
            GuardValue v => v.Guard,
            ReadValue v => v.When,
            LoadValue v => v.When,
            StoreValue v => v.When,
            _ => null,
        };
        if (inner is not null)
            Visit(inner, position);
        foreach (var operand in value.Operands)
            Visit(operand, position);
    }
}

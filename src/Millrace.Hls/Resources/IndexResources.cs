namespace Millrace.Hls;

/// <summary>Tables of index expressions and guards, each distinct one once. Products and quotients by constants: an adder for each further
/// one of the constant.</summary>
internal sealed class IndexResources
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    internal ResourceUse Sum { get; private set; }

    internal void Add(Value value)
    {
        switch (value)
        {
            case IndexValue i:
                Add(i.Index);
                break;
            case GuardValue g:
                Add(g.Guard);
                break;
            case ReadValue r:
                Add(r.When);
                break;
            case LoadValue l:
                Add(l.When);
                break;
            case StoreValue s:
                Add(s.When);
                break;
        }
    }

    internal void Add(Statement statement)
    {
        Add(statement.When);
        if (statement is BufferBlockStatement b)
            Add(b.End);
    }

    internal void Add(IndexExpression index)
    {
        if (index is not BinaryIndex b || !seen.Add(b.ToString()))
            return;
        Add(b.Left);
        Add(b.Right);
        Take(Tables(b));
    }

    private static int Width(IndexExpression index) =>
        LogicRules.Bits(Math.Max(Math.Abs(index.Maximum), Math.Abs(index.Minimum))) + (index.Minimum < 0 ? 1 : 0);

    private static int Tables(BinaryIndex b)
    {
        var width = Math.Max(Width(b.Left), Width(b.Right));
        return b.Operation switch
        {
            IndexOperation.Add or IndexOperation.Subtract => AddOf(b, width),
            IndexOperation.Min or IndexOperation.Max => LogicRules.Less(width) + Width(b),
            IndexOperation.Multiply => Adders(b) * Width(b),
            _ => Quotient(b),
        };
    }

    /// <summary>A carry chain with a table a bit; beside a constant tables only turn bits over.</summary>
    private static int AddOf(BinaryIndex b, int width) => (b.Operation, b.Left, b.Right) switch
    {
        (IndexOperation.Add, _, ConstantIndex c) => (int)long.PopCount(Math.Abs(c.Value)),
        (IndexOperation.Subtract, _, ConstantIndex c) => Math.Max(0, width - (int)long.PopCount(Math.Abs(c.Value))),
        (IndexOperation.Add, ConstantIndex c, _) => (int)long.PopCount(Math.Abs(c.Value)),
        _ => LogicRules.Add(width),
    };

    /// <summary>Adders of a product: one less than there are ones in the constant, or a bit of the narrower operand each.</summary>
    private static int Adders(BinaryIndex b) => (b.Left, b.Right) switch
    {
        (ConstantIndex c, _) => (int)long.PopCount(c.Value) - 1,
        (_, ConstantIndex c) => (int)long.PopCount(c.Value) - 1,
        _ => Math.Min(Width(b.Left), Width(b.Right)) - 1,
    };

    /// <summary>Wires for a power of two, with an increment where it is rounded up; else a subtraction for each bit.</summary>
    private static int Quotient(BinaryIndex b)
    {
        var width = Width(b.Left);
        return b.Right is ConstantIndex c && long.IsPow2(c.Value)
            ? b.Operation == IndexOperation.CeilingDivide ? (int)long.PopCount(c.Value - 1) : 0
            : width * width / 2;
    }

    private void Add(Guard guard)
    {
        if (guard is ConstantGuard || !seen.Add(guard.ToString()!))
            return;
        switch (guard)
        {
            case CompareGuard c:
                Add(c.Left);
                Add(c.Right);
                Take(Compare(c));
                break;
            case AndGuard a:
                Add(a.Left);
                Add(a.Right);
                Take(1);
                break;
            case NotGuard n:
                Add(n.Inner);
                break;
        }
    }

    private static int Compare(CompareGuard c)
    {
        var width = Math.Max(Width(c.Left), Width(c.Right));
        return c.Comparison == Comparison.Less ? LogicRules.Less(width)
            : c.Left is ConstantIndex || c.Right is ConstantIndex ? LogicRules.Ceiling(width, 6)
            : LogicRules.Equal(width);
    }

    private void Take(int tables) => Sum += new ResourceUse(tables, 0, 0, 0, 0);
}

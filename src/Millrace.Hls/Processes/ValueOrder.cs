namespace Millrace.Hls;

/// <summary>Collects the values a process needs, operands before users, each once, in a stable order.</summary>
internal static class ValueOrder
{
    internal static IReadOnlyList<Value> Of(Process process)
    {
        var order = new List<Value>();
        var seen = new HashSet<Value>(ReferenceEqualityComparer.Instance);
        foreach (var access in process.Accesses)
            Visit(access);
        foreach (var operand in process.Statements.SelectMany(s => s.Operands))
            Visit(operand);
        return order;

        void Visit(Value value)
        {
            if (!seen.Add(value))
                return;
            foreach (var operand in value.Operands)
                Visit(operand);
            order.Add(value);
        }
    }
}

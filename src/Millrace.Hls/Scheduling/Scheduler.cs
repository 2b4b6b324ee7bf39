namespace Millrace.Hls;

/// <summary>
/// Assigns pipeline stages. Operands, registers and memories give constraints s(v) >= s(u) + d between stages; registers and memories reach
/// into later firings, where the initiation interval helps. The smallest interval for which a solution exists is taken, and its earliest
/// solution.
/// </summary>
internal sealed class Scheduler
{
    private readonly Process process;
    private readonly OperationLatencies latencies;
    private readonly IReadOnlyDictionary<Port, OffChipTiming> offChip;
    private readonly Dictionary<object, int> node = new(ReferenceEqualityComparer.Instance);
    private readonly List<Constraint> constraints = [];

    private Scheduler(Process process, OperationLatencies latencies, IReadOnlyDictionary<Port, OffChipTiming> offChip)
    {
        (this.process, this.latencies, this.offChip) = (process, latencies, offChip);
        foreach (var value in process.Values)
            node.Add(value, node.Count);
        foreach (var statement in process.Statements)
            node.Add(statement, node.Count);
    }

    internal static Schedule Run(Process process, OperationLatencies latencies, IReadOnlyDictionary<Port, OffChipTiming> offChip)
    {
        var scheduler = new Scheduler(process, latencies, offChip);
        scheduler.Constrain();
        var interval = 1;
        int[]? stages;
        while ((stages = scheduler.Solve(interval)) is null)
            interval++;
        return scheduler.Freeze(interval, stages);
    }

    private int Latency(Value value) => latencies.Of(value, offChip);

    private void Constrain()
    {
        foreach (var value in process.Values)
        {
            foreach (var operand in value.Operands)
                Add(operand, value, Latency(operand), 0);
        }

        foreach (var statement in process.Statements)
        {
            foreach (var operand in statement.Operands)
                Add(operand, statement, Latency(operand), 0);
            switch (statement)
            {
                case RegisterStatement r when node.ContainsKey(r.Register):
                    Add(r.Register, r, 0, 0);
                    Add(r, r.Register, 0, 1);
                    break;
                case MemoryWriteStatement w:
                    foreach (var read in process.Accesses.OfType<MemoryReadValue>().Where(a => a.Memory == w.Memory))
                    {
                        Add(read, w, 0, 0);
                        Add(w, read, 1, w.Memory.Distance);
                    }

                    break;
                case BufferBlockStatement { Port: BufferOut port } b:
                    foreach (var write in process.Statements.OfType<BufferWriteStatement>().Where(a => a.Port == port))
                        Add(write, b, 1, 0);
                    break;
                case BufferBlockStatement { Port: BufferIn port } b:
                    foreach (var read in process.Accesses.OfType<BufferReadValue>().Where(a => a.Port == port))
                        Add(read, b, 1, 0);
                    break;
            }
        }
    }

    private void Add(object from, object to, int delay, int distance) => constraints.Add(new(node[from], node[to], delay, distance));

    /// <summary>Longest paths (Bellman-Ford); null if a cycle of constraints cannot be met. Channel reads stay at stage 0: a cycle that
    /// pushes one later cannot be met either.</summary>
    private int[]? Solve(int interval)
    {
        var stage = new int[node.Count];
        for (var round = 0; round <= node.Count; round++)
        {
            var changed = false;
            foreach (var c in constraints)
            {
                var least = stage[c.From] + c.Delay - (interval * c.Distance);
                if (least > stage[c.To])
                    (stage[c.To], changed) = (least, true);
            }

            if (!changed)
                return stage;
        }

        return null;
    }

    private Schedule Freeze(int interval, int[] stages)
    {
        var values = process.Values.ToDictionary(
            v => v, v => stages[node[v]], (IEqualityComparer<Value>)ReferenceEqualityComparer.Instance);
        var statements = process.Statements.ToDictionary(
            s => s, s => stages[node[s]], (IEqualityComparer<Statement>)ReferenceEqualityComparer.Instance);
        var depth = Math.Max(
            values.Select(v => v.Value + Latency(v.Key)).DefaultIfEmpty(0).Max(),
            statements.Values.DefaultIfEmpty(0).Max());
        return new Schedule(interval, depth, values, statements, latencies, Latency);
    }

    private readonly record struct Constraint(int From, int To, int Delay, int Distance);
}

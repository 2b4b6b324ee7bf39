namespace Millrace.Hls;

/// <summary>Finds the launch arguments that the loops, guards and values of processes use.</summary>
internal static class ArgumentSearch
{
    internal static IReadOnlyDictionary<string, Argument> In(IEnumerable<ProcessInstance> processes)
    {
        var found = new SortedDictionary<string, Argument>(StringComparer.Ordinal);
        foreach (var process in processes.Select(p => p.Process).Distinct())
        {
            foreach (var loop in process.Loops)
                Visit(loop.Trip);
            foreach (var statement in process.Statements)
            {
                Visit(statement.When);
                if (statement is BufferBlockStatement block)
                    Visit(block.End);
            }

            foreach (var value in process.Values)
                Visit(value);
        }

        return found;

        void Visit(object part)
        {
            switch (part)
            {
                case Argument a:
                    // Named in several places: all their limits hold.
                    found[a.Name] = found.TryGetValue(a.Name, out var other) && (other.Minimum, other.Maximum) != (a.Minimum, a.Maximum)
                        ? new Argument(a.Name, Math.Min(a.Maximum, other.Maximum), Math.Max(a.Minimum, other.Minimum))
                        : a;
                    break;
                case BinaryIndex b:
                    Visit(b.Left);
                    Visit(b.Right);
                    break;
                case CompareGuard c:
                    Visit(c.Left);
                    Visit(c.Right);
                    break;
                case AndGuard a:
                    Visit(a.Left);
                    Visit(a.Right);
                    break;
                case NotGuard n:
                    Visit(n.Inner);
                    break;
                case IndexValue v:
                    Visit(v.Index);
                    break;
                case GuardValue v:
                    Visit(v.Guard);
                    break;
                case ReadValue v:
                    Visit(v.When);
                    break;
                case LoadValue v:
                    Visit(v.When);
                    break;
                case StoreValue v:
                    Visit(v.When);
                    break;
            }
        }
    }
}

namespace Millrace.Hls;

/// <summary>
/// How long a process holds a block of a ping-pong buffer. The guards name first and last iterations of its innermost loops; the lock
/// stands before the outermost of these and ends after it. A guard that names iterations in the middle (<c>norm.Is(1)</c>) holds the
/// block for the whole loop: it is taken sooner and handed over later than hardware with guards would.
/// </summary>
/// <param name="Statement">The guards.</param>
/// <param name="Level">The loop that the lock stands before; as many as there are loops if it is held for one firing.</param>
internal sealed record BlockScope(BufferBlockStatement Statement, int Level)
{
    /// <summary>The scope of a buffer's block.</summary>
    /// <exception cref="DiagnosticException">MR0505: the guards match no loop.</exception>
    internal static BlockScope Of(ProcessInstance instance, BufferBlockStatement statement)
    {
        var loops = instance.Process.Loops;
        var (begin, end) = (Terms(statement.When), Terms(statement.End));
        var level = begin is null || end is null ? -1 : loops.Count - begin.Count;
        if (level < 0 || loops.Skip(level).Any(l => !begin!.ContainsKey(l)) || begin!.Count != end!.Count || begin.Keys.Any(l => !Fits(l)))
        {
            var verb = statement.Port.IsInput ? "releases it" : "hands it over";
            throw new DiagnosticException("MR0505", statement.Position,
                $"process '{instance.Path}' takes a block of {statement.Port.Kind} '{statement.Port.Name}' where '{statement.When}' and "
                + $"{verb} where '{statement.End}'; C++ is emitted of blocks that are held for whole iterations: "
                + "name the first and the last iteration of the innermost loops");
        }

        return new(statement, level);

        // Taken and ended in iterations that are there, and not ended before it is taken.
        bool Fits(LoopIndex loop)
        {
            if (!end!.TryGetValue(loop, out var last)) return false;
            var (first, isLast) = (begin![loop], Same(last, loop.Trip - 1));
            if (Same(first, last)) return isLast || IsThere(last, loop);
            return (first is ConstantIndex { Value: 0 } || IsThere(first, loop))
                && (isLast || (IsThere(last, loop) && Number(first) <= Number(last)));
        }

        static bool IsThere(IndexExpression iteration, LoopIndex loop) =>
            iteration is ConstantIndex { Value: >= 0 } c && c.Value < loop.Trip.Minimum;

        static long Number(IndexExpression iteration) => ((ConstantIndex)iteration).Value;
    }

    /// <summary>The iteration that a guard names of each loop; null if it is more than that.</summary>
    private static Dictionary<LoopIndex, IndexExpression>? Terms(Guard guard)
    {
        var terms = new Dictionary<LoopIndex, IndexExpression>();
        return Add(guard) ? terms : null;

        bool Add(Guard part) => part switch
        {
            ConstantGuard { Value: true } => true,
            AndGuard a => Add(a.Left) && Add(a.Right),
            CompareGuard { Comparison: Comparison.Equal, Left: LoopIndex l } c => terms.TryAdd(l, c.Right),
            _ => false,
        };
    }

    private static bool Same(IndexExpression a, IndexExpression b) => a.ToString() == b.ToString();
}

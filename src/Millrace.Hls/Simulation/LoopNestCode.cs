using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>
/// Generates the code that both faces share: a loop nest that can stop before any firing and go on later. Indices live in locals while it
/// runs and in a <see cref="LoopState"/> while it rests.
/// </summary>
internal sealed class LoopNestCode
{
    private readonly Process process;
    private readonly ParameterExpression state = Expression.Variable(typeof(LoopState), "state");
    private readonly ParameterExpression indices = Expression.Variable(typeof(long[]), "indices");
    private readonly Dictionary<LoopIndex, ParameterExpression> index = [];
    private readonly Dictionary<LoopIndex, ParameterExpression> trip = [];
    private readonly Dictionary<Guard, ParameterExpression> guards = new(ReferenceEqualityComparer.Instance);
    private readonly ParameterExpression argumentValues = Expression.Variable(typeof(long[]), "arguments");
    private readonly Dictionary<string, int> argumentSlot;
    private int entered;

    internal LoopNestCode(Process process, LoopState loopState, IReadOnlyDictionary<string, int> argumentSlots)
    {
        (this.process, LoopState, entered) = (process, loopState, process.Loops.Count);
        argumentSlot = argumentSlots.ToDictionary(StringComparer.Ordinal);
        foreach (var loop in process.Loops)
        {
            index[loop] = Expression.Variable(typeof(long), loop.Name);
            if (loop.Trip is not ConstantIndex)
                trip[loop] = Expression.Variable(typeof(long), loop.Name + "_trip");
        }
    }

    internal LoopState LoopState { get; }

    /// <summary>Wraps a firing's code into the nest. <paramref name="firing"/> may jump to <paramref name="blocked"/>, with the number of
    /// the access it waits for.</summary>
    internal Func<int> Compile(
        Expression firing, LabelTarget blocked, ParameterExpression waiting,
        IEnumerable<ParameterExpression> locals, Expression load, Expression store)
    {
        var body = Expression.Label("body");
        var done = Expression.Label("done");
        var depth = process.Loops.Count;
        var check = process.Loops.Select(l => Expression.Label("check_" + l.Name)).ToArray();
        var code = new List<Expression>
        {
            Expression.Assign(state, Expression.Constant(LoopState)),
            Expression.Assign(indices, Expression.Field(state, nameof(LoopState.Indices))),
            Expression.Assign(argumentValues, Expression.Field(state, nameof(LoopState.Arguments))),
            load,
            Expression.IfThen(Expression.Field(state, nameof(LoopState.Done)), Expression.Goto(done)),
        };
        if (depth > 0)
        {
            var resume = process.Loops.SelectMany((l, i) => Trips(l).Prepend(Expression.Assign(index[l], Slot(i))));
            code.Add(Expression.IfThen(
                Expression.Field(state, nameof(LoopState.Started)), Expression.Block([.. resume, Expression.Goto(body)])));
            code.Add(Expression.Assign(Expression.Field(state, nameof(LoopState.Started)), Expression.Constant(true)));
            code.AddRange(Enter(0));
            for (var i = 0; i < depth; i++)
            {
                code.Add(Expression.Label(check[i]));
                Expression carry = i == 0
                    ? Expression.Goto(done)
                    : Expression.Block(Expression.PreIncrementAssign(index[process.Loops[i - 1]]), Expression.Goto(check[i - 1]));
                code.Add(Expression.IfThen(Expression.GreaterThanOrEqual(index[process.Loops[i]], Trip(process.Loops[i])), carry));
                if (i + 1 < depth)
                    code.AddRange(Enter(i + 1));
            }
        }

        code.Add(Expression.Label(body));
        code.Add(firing);
        if (depth > 0)
        {
            code.Add(Expression.PreIncrementAssign(index[process.Loops[^1]]));
            code.Add(Expression.Goto(check[^1]));
        }

        code.Add(Expression.Label(done));
        code.Add(Expression.Assign(Expression.Field(state, nameof(LoopState.Done)), Expression.Constant(true)));
        code.Add(Expression.Assign(waiting, Expression.Constant(-1)));
        code.Add(Expression.Label(blocked));
        code.AddRange(process.Loops.Select((l, i) => Expression.Assign(Slot(i), index[l])));
        code.Add(store);
        code.Add(waiting);
        return Expression.Lambda<Func<int>>(
            Expression.Block(
                [state, indices, argumentValues, waiting, .. index.Values, .. trip.Values, .. guards.Values, .. locals],
                code)).Compile();
    }

    /// <summary>Code that evaluates the guards of a firing into locals, each once; ask for guards with <see cref="Code(Guard)"/>
    /// first.</summary>
    internal IEnumerable<Expression> GuardAssignments() => guards.Select(g => Expression.Assign(g.Value, Evaluate(g.Key)));

    /// <summary>A guard in a firing; constant guards fold away.</summary>
    internal Expression Code(Guard guard)
    {
        if (guard is ConstantGuard c)
            return Expression.Constant(c.Value);
        if (!guards.TryGetValue(guard, out var local))
            guards[guard] = local = Expression.Variable(typeof(bool));
        return local;
    }

    /// <summary>An index expression in a firing, as a long.</summary>
    internal Expression Code(IndexExpression expression)
    {
        // A trip count that has been evaluated already is not evaluated again, in guards above all; one of a loop not entered yet has no value.
        if (process.Loops.Take(entered).FirstOrDefault(l => ReferenceEquals(l.Trip, expression) && trip.ContainsKey(l)) is { } known)
            return trip[known];
        return expression switch
        {
            ConstantIndex c => Expression.Constant(c.Value),
            Argument a => Expression.ArrayIndex(argumentValues, Expression.Constant(argumentSlot[a.Name])),
            LoopIndex l => index[l],
            BinaryIndex b => Binary(b.Operation, Code(b.Left), Code(b.Right)),
            _ => throw new InvalidOperationException($"internal error: index expression {expression}"),
        };
    }

    private static Expression Binary(IndexOperation operation, Expression a, Expression b) => operation switch
    {
        IndexOperation.Add => Expression.Add(a, b),
        IndexOperation.Subtract => Expression.Subtract(a, b),
        IndexOperation.Multiply => Expression.Multiply(a, b),
        IndexOperation.Min => Expression.Condition(Expression.LessThan(a, b), a, b),
        IndexOperation.Max => Expression.Condition(Expression.LessThan(a, b), b, a),
        IndexOperation.CeilingDivide => Expression.Negate(Floor(Expression.Negate(a), b)),
        IndexOperation.Divide => Floor(a, b),
        _ => Expression.Subtract(a, Expression.Multiply(b, Floor(a, b))),
    };

    private static MethodCallExpression Floor(Expression a, Expression b) =>
        Expression.Call(typeof(BinaryIndex), nameof(BinaryIndex.Floor), null, a, b);

    private Expression Evaluate(Guard guard) => guard switch
    {
        ConstantGuard c => Expression.Constant(c.Value),
        CompareGuard { Comparison: Comparison.Equal } c => Expression.Equal(Code(c.Left), Code(c.Right)),
        CompareGuard c => Expression.LessThan(Code(c.Left), Code(c.Right)),
        AndGuard a => Expression.AndAlso(Evaluate(a.Left), Evaluate(a.Right)),
        NotGuard n => Expression.Not(Evaluate(n.Inner)),
        _ => throw new InvalidOperationException($"internal error: guard {guard}"),
    };

    private Expression Trip(LoopIndex loop) => trip.TryGetValue(loop, out var local) ? local : Code(loop.Trip);

    /// <summary>Evaluates the trip count of a loop from what the loops around it know.</summary>
    private Expression[] Trips(LoopIndex loop)
    {
        if (!trip.TryGetValue(loop, out var local))
            return [];
        entered = loop.Level;
        var code = Code(loop.Trip);
        entered = process.Loops.Count;
        return [Expression.Assign(local, code)];
    }

    private IEnumerable<Expression> Enter(int level) =>
        Trips(process.Loops[level]).Prepend(Expression.Assign(index[process.Loops[level]], Expression.Constant(0L)));

    private Expression Slot(int level) => Expression.ArrayAccess(indices, Expression.Constant(level));
}

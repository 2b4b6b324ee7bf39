namespace Millrace.Hls;

/// <summary>
/// Which values of a process become variables and which stand inside the expressions that use them: a value that is used once is written
/// where it is used, as long as the line stays short; what reads, loads, adds up or moves lanes about is a variable.
/// </summary>
internal sealed class BodyPlan
{
    /// <summary>Operators that one expression may have.</summary>
    private const int LongestExpression = 3;

    private readonly Process process;
    private readonly Dictionary<Value, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, int> sizes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Value> variables = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Memory> written;

    internal BodyPlan(Process process)
    {
        this.process = process;
        written = [.. process.Statements.OfType<MemoryWriteStatement>().Select(w => w.Memory)];
        foreach (var operand in process.Values.SelectMany(v => v.Operands).Concat(process.Statements.SelectMany(s => s.Operands)))
            uses[operand] = UsesOf(operand) + 1;
        foreach (var value in process.Values)
            Decide(value);
        foreach (var statement in process.Statements)
            Decide(statement);
        foreach (var set in process.Statements.OfType<RegisterStatement>().Where(IsInPlace))
        {
            Make(set.Value);
            InPlace[set.Value] = set;
        }

        foreach (var value in InPlace.Keys)
        {
            if (HeldRead(value) is { } read)
                variables.Remove(read);
        }

        Variables = [.. process.Values.Where(variables.Contains)];
    }

    /// <summary>Values that are variables, operands before users.</summary>
    internal IReadOnlyList<Value> Variables { get; }

    /// <summary>Values that are written into their register at once, since nobody wants the old one any more.</summary>
    internal Dictionary<Value, RegisterStatement> InPlace { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a value is a variable.</summary>
    internal bool IsVariable(Value value) => variables.Contains(value);

    /// <summary>The element that a value reads where a guard holds, if a register keeps it until the next one.</summary>
    internal ReadValue? HeldRead(Value value) => value is SelectValue && InPlace.TryGetValue(value, out var set)
        && value.Operands[2] == set.Register && value.Operands[0] is GuardValue g && value.Operands[1] is ReadValue r && g.Guard == r.When
        && UsesOf(r) == 1 && r.Type == value.Type ? r : null;

    /// <summary>Number of values and statements that take a value.</summary>
    internal int UsesOf(Value value) => uses.GetValueOrDefault(value);

    /// <summary>Whether each lane comes of the same lanes of the operands.</summary>
    internal static bool IsLanewise(Value value) => value is
        BinaryValue or SelectValue or ConvertValue or ShiftValue or LeadingZerosValue or TableValue or ReduceValue { Size: 1 };

    /// <summary>Whether a value only chooses lanes.</summary>
    internal static bool IsChoice(Value value) => value is SliceValue or ChunkValue or RepeatValue;

    /// <summary>The variables and registers that the expression of a value names, and whether only in its own lane.</summary>
    internal IEnumerable<(Value Value, bool SameLane)> Named(Value value, bool sameLane = true)
    {
        var same = sameLane && !IsChoice(value);
        foreach (var operand in value.Operands)
        {
            if (operand is Register || IsVariable(operand))
                yield return (operand, same && (operand.Lanes == value.Lanes || operand.Lanes == 1));
            else
                foreach (var inner in Named(operand, same))
                    yield return inner;
        }
    }

    private void Decide(Value value)
    {
        var size = 0;
        foreach (var operand in value.Operands)
        {
            if (MustStandAlone(value, operand))
                Make(operand);
            size += sizes.GetValueOrDefault(operand);
        }

        while (size >= LongestExpression)
        {
            var longest = value.Operands.MaxBy(o => sizes.GetValueOrDefault(o))!;
            size -= sizes.GetValueOrDefault(longest);
            Make(longest);
        }

        var isWord = value is MemoryReadValue or BufferReadValue;
        if (value is ReadValue or LoadValue or OuterDotValue or ConcatValue or ReinterpretValue or ReduceValue { Size: > 1 }
            || (value is MemoryReadValue m && written.Contains(m.Memory))
            || (IsLanewise(value) && UsesOf(value) > 1))
            variables.Add(value);
        var isFree = IsChoice(value) || value is
            ConstantValue or IndexValue or GuardValue or Register or ConvertValue { Conversion: Conversion.Wrap };
        sizes[value] = variables.Contains(value) || isWord ? 0 : isFree ? size : size + 1;
    }

    /// <summary>What an operation evaluates more than once, or only by name.</summary>
    private bool MustStandAlone(Value value, Value operand) => value switch
    {
        OuterDotValue or ReinterpretValue or RepeatValue => true,
        ChunkValue => operand == value.Operands[1],
        MemoryReadValue or BufferReadValue => true,
        _ => operand.Lanes == 1 && value.Lanes > 1 && sizes.GetValueOrDefault(operand) > 1,
    };

    /// <summary>A vector leaves through a channel or memory whole.</summary>
    private void Decide(Statement statement)
    {
        foreach (var operand in statement.Operands)
        {
            if (operand.Lanes > 1 || sizes.GetValueOrDefault(operand) >= LongestExpression)
                Make(operand);
        }
    }

    /// <summary>Makes a value a variable, if it is not one by nature.</summary>
    private void Make(Value value)
    {
        if (IsLanewise(value))
        {
            variables.Add(value);
            sizes[value] = 0;
        }
        else if (IsChoice(value))
        {
            Make(value.Operands[0]);
        }
    }

    /// <summary>Whether nobody but the new value of a register, in its own lane, looks at the old one.</summary>
    private bool IsInPlace(RegisterStatement set)
    {
        var (register, value) = (set.Register, set.Value);
        return set.When is ConstantGuard { Value: true } && IsLanewise(value) && value.Type == register.Type
            && process.Statements.OfType<RegisterStatement>().Count(s => s.Value == value) == 1
            && process.Statements.All(s => !s.Operands.Contains(register))
            && process.Values.All(v => !v.Operands.Contains(register) || LeadsOnlyTo(v, value))
            && Named(value).All(n => n.Value != register || n.SameLane);
    }

    /// <summary>Whether a value stands in the expression of another one and nowhere else.</summary>
    private bool LeadsOnlyTo(Value value, Value end) => value == end
        || (!IsVariable(value) && process.Statements.All(s => !s.Operands.Contains(value))
            && process.Values.Where(v => v.Operands.Contains(value)).All(v => LeadsOnlyTo(v, end)));
}

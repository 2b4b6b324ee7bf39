namespace Millrace.Hls;

/// <summary>
/// Who needs a value, when, and how many of its bits: what waits in registers between the operations of a pipeline. Wires are looked
/// through, so that a repeated lane waits once and only the bits that are used wait. Indices and guards are made when the process fires and
/// wait until they are needed; equal ones are one. An element waits one cycle more in the register through which it leaves: the last of a
/// shift register, if it comes out of one.
/// </summary>
internal sealed class ValueUses
{
    private readonly Process process;
    private readonly Schedule schedule;
    private readonly FixedBits fixedBits = new();
    private readonly Dictionary<Value, List<(Value? Wire, int Stage)>> users = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, SortedDictionary<int, int>> needs = new(ReferenceEqualityComparer.Instance);

    internal ValueUses(Process process, Schedule schedule)
    {
        (this.process, this.schedule) = (process, schedule);
        foreach (var value in process.Values)
            users[value] = [];
        foreach (var value in process.Values)
        {
            foreach (var operand in value.Operands)
                users[operand].Add((IsWire(value) ? value : null, schedule.StageOf(value)));
        }

        foreach (var statement in process.Statements)
        {
            foreach (var operand in statement.Operands)
                users[operand].Add((null, schedule.StageOf(statement) + (statement is WriteStatement ? 1 : 0)));
        }
    }

    /// <summary>Registers and shift registers of all that waits.</summary>
    internal ResourceUse Delays()
    {
        var sum = default(ResourceUse);
        var atFiring = new Dictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal);
        foreach (var value in process.Values)
        {
            switch (value)
            {
                case IndexValue i:
                    Join(i.Index.ToString()!, Needs(i));
                    break;
                case GuardValue g:
                    Join(g.Guard.ToString()!, Needs(g));
                    break;
            }

            if (!IsWire(value) && value is not (IndexValue or GuardValue) && !OperationResources.IsConstant(value))
                sum += Chain(Needs(value), Ready(value), value.Element.Width - fixedBits.Low(value), value.Element.Width);
        }

        return atFiring.Values.Aggregate(sum, (all, stages) => all + Chain(stages, 0, 1, 1)) + Pulses();

        void Join(string text, SortedDictionary<int, int> more)
        {
            if (!atFiring.TryGetValue(text, out var stages))
                atFiring[text] = stages = [];
            foreach (var (stage, bits) in more)
                stages[stage] = Math.Max(bits, stages.GetValueOrDefault(stage));
        }
    }

    /// <summary>Low bits of a value that nobody uses, because all that is done with it is to shift or round more of them away.</summary>
    internal int UnusedBits(Value value)
    {
        var shifts = process.Values.Where(v => v.Operands.Contains(value)).Select(v =>
            v is ShiftValue { IsConstant: true, Operation: not ShiftOperation.Left } s
                ? (int)((ConstantValue)s.Operands[1]).Raw[0] - (s.Operation == ShiftOperation.RoundRight ? 1 : 0) : 0);
        return process.Statements.Any(s => s.Operands.Contains(value)) ? 0 : Math.Max(0, shifts.DefaultIfEmpty(0).Min());
    }

    /// <summary>Bits of a value that need no register: nobody takes them, or they never change.</summary>
    internal int IdleBits(Value value)
    {
        var unused = UnusedBits(value);
        return Math.Max(value.Type.Bits - UsedBits(value), value.Lanes * unused)
            + (value.Lanes * Math.Max(0, fixedBits.Low(value) - unused));
    }

    /// <summary>What is to happen moves down the pipeline in registers that reset clears, of each guard once.</summary>
    private ResourceUse Pulses()
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var statement in process.Statements)
            Add((statement is BufferBlockStatement b ? b.End : statement.When).ToString()!, schedule.StageOf(statement));
        foreach (var value in process.Values)
        {
            if (value is LoadValue load)
                Add(load.When.ToString()!, schedule.StageOf(value) + (load.When is ConstantGuard ? 0 : schedule.LatencyOf(value)));
            else if (value is StoreValue store)
                Add(store.When.ToString()!, schedule.StageOf(value));
        }

        return new(0, last.Values.Sum(stage => (long)stage), 0, 0, 0);

        void Add(string guard, int stage) => last[guard] = Math.Max(stage, last.GetValueOrDefault(guard));
    }

    /// <summary>True if a value comes out of registers of the operation that makes it just at a stage: a register that is set then is the
    /// same one.</summary>
    internal bool IsRegisteredAt(Value value, int stage)
    {
        while (IsWire(value) && value.Operands.Count == 1)
            value = value.Operands[0];
        return value.Operands.Count > 0 && schedule.LatencyOf(value) > 0 && Ready(value) == stage;
    }

    /// <summary>Bits of a value that anybody takes.</summary>
    internal int UsedBits(Value value) => Needs(value).Values.DefaultIfEmpty(0).Max();

    /// <summary>Whether a value is compared with another: a comparison needs its bits themselves, while a sum's tables and a register's
    /// reset take a choice between it and a constant in.</summary>
    internal bool IsCompared(Value value) => process.Values.OfType<BinaryValue>().Any(b => b.Operands.Contains(value) && b.Operation
        is BinaryOperation.Min or BinaryOperation.Max or BinaryOperation.Less or BinaryOperation.LessOrEqual);

    private static bool IsWire(Value value) => value is SliceValue or RepeatValue or ConcatValue or ReinterpretValue
        or ConvertValue { Conversion: Conversion.Wrap } or ShiftValue { IsConstant: true, Operation: not ShiftOperation.RoundRight };

    /// <summary>From each stage at which somebody takes bits to the next: so many wait until then, of which some never change.</summary>
    private static ResourceUse Chain(SortedDictionary<int, int> stages, int ready, int changing, int width)
    {
        var sum = default(ResourceUse);
        var from = ready;
        foreach (var stage in stages.Keys.Where(s => s > ready))
        {
            sum += DelayRules.Of((long)stages.Where(s => s.Key >= stage).Max(s => s.Value) * changing / width, stage - from);
            from = stage;
        }

        return sum;
    }

    private int Ready(Value value) => schedule.StageOf(value) + schedule.LatencyOf(value);

    /// <summary>By the stage at which they are taken: bits of a value that are taken then or later.</summary>
    private SortedDictionary<int, int> Needs(Value value)
    {
        if (needs.TryGetValue(value, out var known))
            return known;
        var profiles = users[value].Where(u => u.Wire is not null).Select(u => u.Wire!).Distinct()
            .Select(w => (Wire: w, Needs: Needs(w))).ToList();
        var direct = users[value].Where(u => u.Wire is null).Select(u => u.Stage).ToList();
        var result = new SortedDictionary<int, int>();
        foreach (var stage in direct.Concat(profiles.SelectMany(p => p.Needs.Keys)))
        {
            if (direct.Any(d => d >= stage))
            {
                result[stage] = value.Type.Bits;
                continue;
            }

            var bits = profiles.Sum(p => Share(
                p.Wire, value, p.Needs.Where(n => n.Key >= stage).Select(n => n.Value).DefaultIfEmpty(0).Max()));
            result[stage] = (int)Math.Min(value.Type.Bits, bits);
        }

        return needs[value] = result;
    }

    /// <summary>Bits of an operand that a wire takes if so many of its own are taken.</summary>
    private static long Share(Value wire, Value operand, int bits) => wire switch
    {
        RepeatValue r => LogicRules.Ceiling(bits, r.Times),
        ConcatValue => Math.Min(bits, operand.Type.Bits),
        _ => bits,
    };
}

using System.Linq.Expressions;

namespace Millrace.Hls;

/// <summary>
/// Compiles what one process computes. A scalar is a local, a vector a place in an array: its own, or, where it is only looked at, a
/// channel's, buffer's or register's. All reads come first, then all operations, then channel writes, memory writes and at last registers,
/// so that a firing sees the state that the firings before it left.
/// </summary>
internal sealed partial class RunCode
{
    private readonly ProcessInstance instance;
    private readonly RunActor actor;
    private readonly IReadOnlyList<RunChannel> channels;
    private readonly IReadOnlyDictionary<Port, Storage> buffers;
    private readonly IReadOnlyDictionary<OffChipMemory, MemoryImage> images;
    private readonly LoopNestCode nest;
    private readonly Dictionary<Value, Expression> scalars = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, Place> vectors = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Register, Place> registers = [];
    private readonly Dictionary<Memory, Storage> memories = [];
    private readonly Dictionary<Memory, long[]> writtenAt = [];
    private readonly Dictionary<Port, RunEnd> ends = [];
    private readonly Dictionary<Port, ParameterExpression> blocks = [];
    private readonly List<ParameterExpression> locals = [];
    private readonly List<Expression> load = [];
    private readonly List<Expression> store = [];
    private readonly List<Expression> code = [];
    private readonly List<Action> reset = [];
    private readonly ParameterExpression firings;

    private RunCode(
        RunActor actor, IReadOnlyList<RunChannel> channels, IReadOnlyDictionary<Port, Storage> buffers,
        IReadOnlyDictionary<OffChipMemory, MemoryImage> images, IReadOnlyDictionary<string, int> argumentSlots)
    {
        (this.actor, this.channels, this.buffers, this.images, instance) = (actor, channels, buffers, images, actor.Instance);
        nest = new LoopNestCode(instance.Process, actor.Loop, argumentSlots);
        firings = Local(typeof(long), "firings");
    }

    internal static void Compile(
        RunActor actor, IReadOnlyList<RunChannel> channels, IReadOnlyDictionary<Port, Storage> buffers,
        IReadOnlyDictionary<OffChipMemory, MemoryImage> images, IReadOnlyDictionary<string, int> argumentSlots)
    {
        var compiler = new RunCode(actor, channels, buffers, images, argumentSlots);
        actor.Code = compiler.Build();
        var resets = compiler.reset.ToArray();
        actor.ResetState = () => Array.ForEach(resets, r => r());
    }

    private Func<int> Build()
    {
        var waiting = Expression.Variable(typeof(int), "waiting");
        var blocked = Expression.Label("blocked");
        var self = Local(typeof(RunActor), "self");
        load.Add(Expression.Assign(self, Expression.Constant(actor)));
        load.Add(Expression.Assign(firings, Expression.Field(self, nameof(RunActor.Firings))));
        store.Add(Expression.Assign(Expression.Field(self, nameof(RunActor.Firings)), firings));

        var all = instance.Channels.Select((a, k) => new RunEnd(a, channels[a.Channel.Number], k)).ToList();
        foreach (var end in all)
        {
            locals.AddRange(end.Locals);
            load.AddRange(end.Load);
            store.Add(end.Store);
            ends.TryAdd(end.Access.Port, end);
            code.Add(Expression.IfThen(
                Expression.AndAlso(nest.Code(end.Access.When), end.Blocked),
                Expression.Block(Expression.Assign(waiting, Expression.Constant(end.Number)), Expression.Goto(blocked))));
        }

        DeclareState();
        foreach (var value in instance.Process.Values)
            Add(value);
        foreach (var statement in instance.Process.Statements.OfType<WriteStatement>())
            If(statement.When, [CopyTo(statement.Value, ends[statement.Port].Slot(statement.Port.Type))]);
        foreach (var store in instance.Process.Accesses.OfType<StoreValue>())
            AddStore(store);
        foreach (var statement in instance.Process.Statements)
            AddMemoryWrite(statement);
        AddRegisters();
        foreach (var end in all)
            If(end.Access.When, [Expression.PreIncrementAssign(end.Count)]);
        foreach (var block in instance.Process.Statements.OfType<BufferBlockStatement>())
            AddBlockStep(block, all);
        code.Add(Expression.PreIncrementAssign(firings));
        return nest.Compile(
            Expression.Block([.. nest.GuardAssignments(), .. code]),
            blocked, waiting, locals, Expression.Block(load), Expression.Block(store));
    }

    /// <summary>Arrays of registers and memories, block numbers of buffers: what lives from firing to firing.</summary>
    private void DeclareState()
    {
        foreach (var statement in instance.Process.Statements.OfType<RegisterStatement>())
        {
            var register = statement.Register;
            var place = registers[register] = NewPlace(register.Type);
            var initial = register.Initial;
            reset.Add(() => place.FillArray(initial));
        }

        foreach (var memory in instance.Process.Accesses.OfType<MemoryReadValue>().Select(r => r.Memory))
            memories[memory] = new Storage(memory.Type, memory.Words, memory.Initial);
        foreach (var block in instance.Process.Statements.OfType<BufferBlockStatement>())
        {
            var state = new long[1];
            actor.Blocks.Add(state);
            var local = blocks[block.Port] = Local(typeof(long), "block_" + block.Port.Name);
            var slot = Expression.ArrayAccess(Expression.Constant(state), Expression.Constant(0));
            load.Add(Expression.Assign(local, slot));
            store.Add(Expression.Assign(slot, local));
        }
    }

    private void AddBlockStep(BufferBlockStatement statement, List<RunEnd> all)
    {
        var depth = all.First(e => e.Access.Port == statement.Port).Depth;
        var block = blocks[statement.Port];
        var next = Expression.Condition(
            Expression.Equal(block, Expression.Constant(depth - 1L)),
            Expression.Constant(0L), Expression.Add(block, Expression.Constant(1L)));
        If(statement.End, [Expression.Assign(block, next)]);
    }

    private void AddRegisters()
    {
        var sets = instance.Process.Statements.OfType<RegisterStatement>().ToList();
        var sources = new List<(RegisterStatement Set, Place From)>();
        foreach (var set in sets)
        {
            var from = AsVector(set.Value, set.Register.Type);
            if (sets.Count > 1 && !from.IsOwn)
            {
                var copy = NewPlace(set.Register.Type);
                code.Add(Copy(from, copy, set.Register.Type.Lanes));
                from = copy;
            }

            sources.Add((set, from));
        }

        foreach (var (set, from) in sources)
            If(set.When, [Copy(from, registers[set.Register], set.Register.Type.Lanes)]);
    }

    private void AddMemoryWrite(Statement statement)
    {
        switch (statement)
        {
            case MemoryWriteStatement w:
                WriteWord(
                    w.When, memories[w.Memory], Address(w.Address, w.Memory.Words, $"memory '{w.Memory.Name}'", w.Position),
                    w.Memory.Type, w.Value, w.Part, w.Memory.Parts, w.Memory.Name, w.Position);
                if (writtenAt.TryGetValue(w.Memory, out var times))
                {
                    var word = Address(w.Address, w.Memory.Words, $"memory '{w.Memory.Name}'", w.Position);
                    If(w.When, [Expression.Assign(Expression.ArrayAccess(Expression.Constant(times), word), firings)]);
                }

                break;
            case BufferWriteStatement w:
                var address = Address(w.Address, w.Port.Words, $"buffer '{w.Port.Name}'", w.Position);
                WriteWord(
                    w.When, buffers[w.Port], InBlock(w.Port, w.Port.Words, address),
                    w.Port.Type, w.Value, w.Part, w.Port.Parts, w.Port.Name, w.Position);
                break;
        }
    }

    /// <summary>Where the author claimed that a word rests for some firings between write and read, the claim is checked: hardware was made
    /// shorter on the strength of it.</summary>
    private void CheckDistance(Memory memory, Expression word)
    {
        if (memory.Distance == 1)
            return;
        var times = writtenAt[memory] = new long[memory.Words];
        reset.Add(() => Array.Fill(times, -memory.Distance));
        code.Add(Expression.Call(
            typeof(Scalars), nameof(Scalars.CheckDistance), null,
            Expression.Constant(times), word, firings, Expression.Constant(memory), Expression.Constant(instance.Path)));
    }

    private void WriteWord(
        Guard when, Storage storage, Expression word, HardwareType type,
        Value value, Value? part, int parts, string name, SourcePosition position)
    {
        var lanes = type.Lanes / (part is null ? 1 : parts);
        Expression offset = Expression.Multiply(word, Expression.Constant(type.Lanes));
        if (part is not null)
        {
            var chosen = Address(part, parts, $"part of a word of '{name}'", position);
            offset = Expression.Add(offset, Expression.Multiply(chosen, Expression.Constant(lanes)));
        }

        var from = AsVector(value, type);
        var to = new Place(
            Expression.Constant(storage.Narrow), Expression.Constant(storage.Wide), offset, type.Element.IsNarrow, false);
        If(when, [Copy(from, to, lanes)]);
    }

    private void AddStore(StoreValue value)
    {
        var image = images[instance.Memories[value.Port]];
        var from = AsVector(value.Operands[1], value.Port.Type);
        var place = value.Operands[1].Element.IsNarrow == value.Port.Type.Element.IsNarrow ? from : NewPlace(value.Port.Type);
        var address = Address(value.Operands[0], image.Memory.Words, $"off-chip memory '{image.Memory.Name}'", value.Position);
        var call = Expression.Call(
            Expression.Constant(image), nameof(MemoryImage.Store), null,
            Expression.Convert(address, typeof(long)), place.Wide, place.Offset, place.Narrow, place.Offset);
        If(value.When, place == from ? [call] : [Copy(from, place, value.Port.Type.Lanes), call]);
    }

    private Expression InBlock(Port port, int words, Expression address) =>
        Expression.Add(Expression.Convert(Expression.Multiply(blocks[port], Expression.Constant((long)words)), typeof(int)), address);

    private Expression Address(Value value, long count, string what, SourcePosition position) =>
        Expression.Call(
            typeof(Scalars), nameof(Scalars.Check), null, Scalar(value), Expression.Constant(count),
            Expression.Constant($"process '{instance.Path}': {what}"),
            Expression.Constant(position.IsKnown ? position : instance.Process.Position));

    private void If(Guard when, IEnumerable<Expression> then) => code.Add(nest.Code(when) switch
    {
        ConstantExpression { Value: true } => Expression.Block(then),
        var condition => Expression.IfThen(condition, Expression.Block([.. then, Expression.Empty()])),
    });

    private ParameterExpression Local(Type type, string name)
    {
        var local = Expression.Variable(type, name);
        locals.Add(local);
        return local;
    }

    /// <summary>A new array of its own for a value of this type.</summary>
    private Place NewPlace(HardwareType type)
    {
        int[] narrow = type.Element.IsNarrow ? new int[type.Lanes] : [];
        long[] wide = type.Element.IsNarrow ? [] : new long[type.Lanes];
        var (n, w) = (Local(typeof(int[]), "narrow"), Local(typeof(long[]), "wide"));
        load.Add(Expression.Assign(n, Expression.Constant(narrow)));
        load.Add(Expression.Assign(w, Expression.Constant(wide)));
        return new Place(n, w, Expression.Constant(0), type.Element.IsNarrow, true) { Arrays = (narrow, wide) };
    }
}

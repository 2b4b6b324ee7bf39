namespace Millrace.Hls;

/// <summary>
/// The function of one process: its loops with the author's names as labels, and in the innermost what a firing does. All reads come
/// first, then operations, then stores, channel writes, memory writes and at last registers, so that a firing sees the state that the
/// firings before it left.
/// </summary>
internal sealed class HlsProcessEmitter
{
    private readonly ProcessInstance instance;
    private readonly Process process;
    private readonly HlsDesign design;
    private readonly string function;
    private readonly Identifiers taken = HlsNames.Identifiers();
    private readonly Dictionary<object, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<LoopIndex, string> loops = [];
    private readonly BodyPlan plan;
    private readonly CppIndex index;
    private readonly CppExpressions code;
    private readonly CppText text = new();
    private readonly HlsContents contents;
    private readonly List<BlockScope> scopes;
    private readonly Dictionary<Port, string> blocks = [];

    internal HlsProcessEmitter(HlsDesign design, ProcessInstance instance)
    {
        (this.design, this.instance, process, function) = (design, instance, instance.Process, design.FunctionOf(instance));
        foreach (var loop in process.Loops)
            loops[loop] = taken.Take(loop.Name);
        foreach (var argument in Arguments(instance))
            arguments[argument.Name] = taken.Take(argument.Name);
        foreach (var port in process.Ports)
            names[port] = taken.Take(port is BufferIn or BufferOut ? port.Name + "_blocks" : port.Name);
        foreach (var register in Registers)
            names[register] = taken.Take(register.Name);
        foreach (var memory in Memories.Where(m => m.Initial is null))
            names[memory] = taken.Take(memory.Name);
        plan = new BodyPlan(process);
        contents = new HlsContents(function, names, taken);
        contents.Add(process);
        scopes = [.. process.Statements.OfType<BufferBlockStatement>().Select(b => BlockScope.Of(instance, b))];
        index = new CppIndex(loops, arguments);
        code = new CppExpressions(instance, plan, index, names);
    }

    private IEnumerable<Register> Registers => process.Statements.OfType<RegisterStatement>().Select(s => s.Register);

    private IEnumerable<Memory> Memories => process.Accesses.OfType<MemoryReadValue>().Select(r => r.Memory);

    /// <summary>Tables and contents of memories as a file of its own; empty if there are none.</summary>
    internal string Contents => contents.Text;

    /// <summary>Launch arguments that the function takes.</summary>
    internal static IEnumerable<Argument> Arguments(ProcessInstance instance) => ArgumentSearch.In([instance]).Values;

    internal string Run()
    {
        text.Line($"// {instance.Path}: process '{process.Name}', {process.Position}.");
        text.Line($"#include \"{design.Top}.h\"");
        if (Contents.Length > 0)
            text.Line($"#include \"{function}_contents.h\"");
        text.Line();
        text.Line($"static void {function}(");
        text.Parameters(Parameters(), " {");
        text.Indent();
        LeaveIfNothingFires();
        foreach (var register in Registers)
        {
            var initial = Cpp.Number(register.Initial).Text;
            text.Line($"{CppTypes.Of(register.Type)} {names[register]} = "
                + $"{(register.Type.Lanes == 1 ? initial : $"{CppTypes.Of(register.Type.Element)}({initial})")};");
        }

        foreach (var memory in Memories.Where(m => m.Initial is null))
        {
            text.Line($"static {CppTypes.Of(memory.Type.Element)} {names[memory]}"
                + $"{CppTypes.Dimensions(memory.Type, memory.Words, memory.Parts)};", memory.Position);
        }

        foreach (var memory in Memories)
            HlsStorage.Memory(text, memory, names[memory]);
        contents.Bind(text);
        Nest(0);
        text.Close();
        return text.ToString();
    }

    private IEnumerable<string> Parameters() => process.Ports.Select(p => p switch
    {
        InPort or OutPort => $"hls::stream<{CppTypes.Of(p.Type)}>& {names[p]}",
        BufferIn or BufferOut => $"hls::stream_of_blocks<{design.BlockOf(instance, p)}>& {names[p]}",
        LoadPort => $"const {CppTypes.Word(p.Type)}* {names[p]}",
        _ => $"{CppTypes.Word(p.Type)}* {names[p]}",
    }).Concat(Arguments(instance).Select(a => $"{CppIndex.Type(a)} {arguments[a.Name]}"));

    /// <summary>A block is taken before the loops inside it, of which none may run then without one iteration.</summary>
    private void LeaveIfNothingFires()
    {
        var outermost = scopes.Count == 0 ? process.Loops.Count : scopes.Min(s => s.Level);
        foreach (var trip in process.Loops.Skip(outermost).Select(l => l.Trip).Where(t => t.Minimum < 1 && !DependsOnLoops(t)))
        {
            text.Line($"if ({Cpp.Binary(index.Code(trip), "<", Cpp.Number(1), Cpp.Relational).Text})");
            text.Line("  return;", "nothing fires");
        }
    }

    private static bool DependsOnLoops(IndexExpression e) => e switch
    {
        LoopIndex => true,
        BinaryIndex b => DependsOnLoops(b.Left) || DependsOnLoops(b.Right),
        _ => false,
    };

    private void Nest(int level)
    {
        foreach (var scope in scopes.Where(s => s.Level == level))
            Lock(scope);
        if (level == process.Loops.Count)
        {
            if (level == 0)
                Pipeline();
            Body();
            return;
        }

        var loop = process.Loops[level];
        var (name, type) = (loops[loop], CppIndex.Type(loop.Trip));
        text.Line($"{name}:");
        text.Open($"for ({type} {name} = 0; {name} < {index.Code(loop.Trip).In(Cpp.Additive)}; ++{name})", loop.Position.ToString());
        if (level == process.Loops.Count - 1)
            Pipeline();

        Nest(level + 1);
        text.Close();
    }

    private void Pipeline()
    {
        text.Pragma(FormattableString.Invariant($"pipeline II={instance.Schedule.InitiationInterval}"));
        foreach (var memory in Memories.Where(m => m.Distance > 1))
        {
            text.Pragma(FormattableString.Invariant(
                $"dependence variable={names[memory]} type=inter direction=RAW distance={memory.Distance} true"));
        }
    }

    private void Lock(BlockScope scope)
    {
        var port = scope.Statement.Port;
        var (kind, type) = (port.IsInput ? "read" : "write", design.BlockOf(instance, port));
        var block = blocks[port] = taken.Take(taken.IsFree(port.Name) ? port.Name : port.Name + "_block");
        text.Line($"hls::{kind}_lock<{type}> {block}({names[port]});", scope.Statement.Position);
    }
    private void Body()
    {
        foreach (var (port, block) in blocks)
            names[port] = block;
        var body = new HlsBody(instance, plan, code, index, names, taken, taken.Take("lane"), text);
        var variables = new HlsVariables(body);
        foreach (var block in BodyBlocks.Of(plan))
            variables.Emit(block);
        new HlsEffects(body).Emit();
    }
}

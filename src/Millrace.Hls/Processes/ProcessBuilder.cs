using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>Builds one process: declares ports, registers, memories and tables, opens loops, records what a firing does.</summary>
public sealed class ProcessBuilder
{
    private readonly List<LoopIndex> loops = [];
    private readonly List<Port> ports = [];
    private readonly List<Register> registers = [];
    private readonly List<Memory> memories = [];
    private readonly List<Value> accesses = [];
    private readonly List<Statement> statements = [];
    private readonly List<(int Level, SourcePosition Position)> effects = [];
    private readonly List<Diagnostic> diagnostics = [];
    private int level;
    private bool isBuilt;

    internal ProcessBuilder(string name, SourcePosition position) => (Name, Position) = (name, position);

    internal string Name { get; }

    internal SourcePosition Position { get; }

    internal IEnumerable<Diagnostic> Diagnostics => diagnostics;

    /// <summary>Declares an input channel.</summary>
    public InPort In(string name, HardwareType type, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new InPort(name, type, new(file, line)) { Owner = this });

    /// <summary>Declares an output channel.</summary>
    public OutPort Out(string name, HardwareType type, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new OutPort(name, type, new(file, line)) { Owner = this });

    /// <summary>Declares the reading end of a ping-pong buffer with blocks of <paramref name="words"/> words.</summary>
    public BufferIn BufferIn(
        string name, HardwareType word, int words, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new BufferIn(name, word, words, new(file, line)) { Owner = this });

    /// <summary>Declares the writing end of a ping-pong buffer with blocks of <paramref name="words"/> words of <paramref name="parts"/>
    /// separately writable parts.</summary>
    public BufferOut BufferOut(
        string name, HardwareType word, int words, int parts = 1, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new BufferOut(name, word, words, parts, new(file, line)) { Owner = this });

    /// <summary>Declares a reading port of an off-chip memory.</summary>
    public LoadPort LoadPort(string name, HardwareType word, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new LoadPort(name, word, new(file, line)) { Owner = this });

    /// <summary>Declares a writing port of an off-chip memory.</summary>
    public StorePort StorePort(string name, HardwareType word, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Declare(new StorePort(name, word, new(file, line)) { Owner = this });

    /// <summary>Names a launch argument.</summary>
    public Argument Argument(string name, long maximum = 65535, long minimum = 0) => new(name, maximum, minimum);

    /// <summary>Declares a register; every launch starts with <paramref name="initial"/> in each lane.</summary>
    public Register Register(
        string name, HardwareType type, long initial = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var register = new Register(this, name, type, initial, new(file, line));
        if (!type.Element.Holds(initial))
            Report("MR0203", register.Position, $"register '{name}' of type {type} starts with {initial}, which it cannot hold");
        registers.Add(register);
        return register;
    }

    /// <summary>Declares an on-chip memory of this process alone, with contents if <paramref name="initial"/> gives the raw lanes of all
    /// words; see <see cref="Memory"/>.</summary>
    public Memory Memory(
        string name, HardwareType word, int words, int parts = 1, int distance = 1, IReadOnlyList<long>? initial = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var memory = new Memory(this, name, word, words, parts, distance, initial, new(file, line));
        if (initial is not null && initial.Count != (long)words * word.Lanes)
            Report("MR0218", memory.Position,
                $"memory '{name}' of {words} words of {word} was given {initial.Count} lanes as contents; "
                + $"{(long)words * word.Lanes} are needed");
        if (initial?.FirstOrDefault(v => !word.Element.Holds(v)) is { } wrong and not 0)
            Report("MR0203", memory.Position, $"memory '{name}' of {word} was given {wrong} as contents, which it cannot hold");
        CheckShape(name, word, words, parts, memory.Position);
        if (distance < 1)
            Report("MR0204", memory.Position,
                $"memory '{name}': a distance of {distance} firings between write and read was given; at least 1 is needed");
        memories.Add(memory);
        return memory;
    }

    /// <summary>Declares a table of constants.</summary>
    public Table Table(
        string name, ScalarType type, IEnumerable<long> entries, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var table = new Table(name, type, entries.ToArray(), new(file, line));
        if (table.Entries.Any(e => !type.Holds(e)))
            Report("MR0203", table.Position,
                $"table '{name}' of type {type} was given the entry {table.Entries.First(e => !type.Holds(e))}, which it cannot hold");
        return table;
    }

    /// <summary>Opens a loop. Loops nest perfectly: only the innermost has a body.</summary>
    public void Loop(
        string name, IndexExpression trip, Action<LoopIndex> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var position = new SourcePosition(file, line);
        if (loops.Count > level)
        {
            Report("MR0205", position,
                $"loop '{name}' follows loop '{loops[level].Name}' at the same level; "
                + "a process has one nest: join them or make two processes");
            return;
        }

        if (trip is ConstantIndex { Value: < 1 } constant)
            Report("MR0206", position, $"loop '{name}' has {constant.Value} iterations; at least 1 is needed");
        var index = new LoopIndex(name, trip, level, position);
        loops.Add(index);
        level++;
        body(index);
        level--;
    }

    internal Value Add(Value access)
    {
        CheckOpen(access.Position);
        effects.Add((level, access.Position));
        accesses.Add(access);
        return access;
    }

    internal void Add(Statement statement)
    {
        CheckOpen(statement.Position);
        effects.Add((level, statement.Position));
        statements.Add(statement);
    }

    internal void Report(string id, SourcePosition position, string message) =>
        diagnostics.Add(new(id, position, $"process '{Name}': {message}"));

    internal Process Build()
    {
        isBuilt = true;
        foreach (var (at, position) in effects.Where(e => e.Level < loops.Count))
            Report("MR0207", position,
                $"something is read, written or set outside the innermost loop '{loops[^1].Name}'; "
                + "move it inside and guard it with IsFirst or IsLast");
        new ProcessChecks(this, loops, ports, registers, memories, accesses, statements).Run();
        if (diagnostics.Count > 0)
            throw new DiagnosticException(diagnostics);
        return new Process(Name, Position, loops, ports, accesses, statements);
    }

    internal void CheckShape(string name, HardwareType word, int words, int parts, SourcePosition position)
    {
        if (words < 1)
            Report("MR0208", position, $"'{name}' has {words} words; at least 1 is needed");
        if (parts < 1 || word.Lanes % parts != 0)
            Report("MR0209", position, $"'{name}' has words of type {word} in {parts} parts; the parts must divide the {word.Lanes} lanes");
    }

    private void CheckOpen(SourcePosition position)
    {
        if (isBuilt)
            throw new DiagnosticException("MR0220", position,
                $"something of process '{Name}' is read, written or set after the process was defined; "
                + "each process uses its own ports, registers and memories");
    }

    private T Declare<T>(T port)
        where T : Port
    {
        if (ports.Any(p => p.Name == port.Name))
            Report("MR0210", port.Position, $"port '{port.Name}' is declared twice; names must differ");
        if (port is BufferOut { Words: var words, Parts: var parts })
            CheckShape(port.Name, port.Type, words, parts, port.Position);
        if (port is BufferIn { Words: var depth })
            CheckShape(port.Name, port.Type, depth, 1, port.Position);
        ports.Add(port);
        return port;
    }
}

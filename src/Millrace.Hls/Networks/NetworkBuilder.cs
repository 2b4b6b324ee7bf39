using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>Builds one network: declares its inputs and outputs, adds parts, joins them.</summary>
public sealed class NetworkBuilder
{
    private readonly List<Port> ports = [];
    private readonly List<Wire> inputs = [];
    private readonly List<Wire> outputs = [];
    private readonly List<Wire> wires = [];
    private readonly List<Instance> instances = [];
    private readonly List<Diagnostic> diagnostics = [];

    internal NetworkBuilder(string name, SourcePosition position) => (Name, Position) = (name, position);

    private string Name { get; }

    private SourcePosition Position { get; }

    internal IEnumerable<Diagnostic> Diagnostics => diagnostics;

    /// <summary>Declares an input of the network.</summary>
    public Wire In(string name, HardwareType type, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var port = new InPort(name, type, new(file, line));
        Declare(port);
        var wire = Keep(new Wire(this, name, port, type, port.Position));
        inputs.Add(wire);
        return wire;
    }

    /// <summary>Declares an input of the network that is the reading end of a ping-pong buffer.</summary>
    public Wire InBuffer(string name, HardwareType word, int words, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var port = new BufferIn(name, word, words, new(file, line));
        Declare(port);
        var wire = Keep(new Wire(this, name, port, word, port.Position));
        inputs.Add(wire);
        return wire;
    }

    /// <summary>Declares an output of the network.</summary>
    public void Out(string name, Wire wire, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var position = new SourcePosition(file, line);
        if (wire.IsFeedback)
            Report("MR0309", position,
                $"output '{name}' was given the feedback channel '{wire.Name}'; "
                + "a way back is read by a part: bring out an output of a part");
        Declare(wire.Writer is BufferOut b
            ? new BufferOut(name, wire.Type, b.Words, b.Parts, position)
            : new OutPort(name, wire.Type, position));
        Use(wire, position);
        outputs.Add(wire);
    }

    /// <summary>Adds a part; <paramref name="from"/> are its inputs (and off-chip memories) in the order in which it declares
    /// them.</summary>
    public Added Add(Part part, params ReadOnlySpan<Connection> from) => Add(part.Name, part, from);

    /// <summary>Adds a part under a name of its own.</summary>
    public Added Add(string name, Part part, params ReadOnlySpan<Connection> from)
    {
        var position = UserLine.Caller(Position);
        if (instances.Any(i => i.Name == name))
            Report("MR0303", position, $"'{name}' is added twice; give one of them a name of its own");
        var wanted = part.Inputs.ToList();
        if (wanted.Count != from.Length)
            Report("MR0304", position,
                $"'{name}' takes {wanted.Count} inputs ({string.Join(", ", wanted.Select(p => p.Name))}) "
                + $"and was given {from.Length}; give them in that order");
        for (var i = 0; i < Math.Min(wanted.Count, from.Length); i++)
            Join(name, wanted[i], from[i], position);
        var made = part.Outputs.Select(p => Keep(new Wire(this, $"{name}.{p.Name}", p, p.Type, position))).ToList();
        instances.Add(new Instance(name, part, from.ToArray(), made, position));
        return new Added(part, name, made);
    }

    /// <summary>Declares a channel that is read before its writer is added: the way back of a loop. <see cref="Connect"/> gives it its
    /// writer.</summary>
    public Wire Feedback(string name, HardwareType type, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Keep(new Wire(this, name, null, type, new(file, line)) { IsFeedback = true });

    /// <summary>Gives a feedback wire its writer.</summary>
    public void Connect(Wire feedback, Wire source, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var position = new SourcePosition(file, line);
        if (!feedback.IsFeedback || feedback.FeedbackSource is not null)
            Report("MR0309", position,
                $"channel '{feedback.Name}' already has a writer; only a wire made by Feedback can be connected, and once");
        if (source.IsFeedback)
            Report("MR0309", position,
                $"channel '{feedback.Name}' was connected to '{source.Name}', "
                + "which has no writer of its own; connect it to an output of a part");
        if (feedback.Type != source.Type)
            Report("MR0310", position,
                $"channel '{feedback.Name}' of {feedback.Type} was connected to '{source.Name}' of {source.Type}; the types must be equal");
        feedback.FeedbackSource = source;
        Use(source, position);
    }

    internal Network Build()
    {
        foreach (var wire in wires)
        {
            if (wire.ReaderPosition is null)
                Report("MR0302", wire.Position, $"channel '{wire.Name}' has no reader; join it to a part or make it an output");
            if (wire.IsFeedback && wire.FeedbackSource is null)
                Report("MR0309", wire.Position, $"channel '{wire.Name}' has no writer; give it one with Connect");
        }

        if (diagnostics.Count > 0)
            throw new DiagnosticException(diagnostics);
        return new Network(Name, Position, ports, instances, inputs, outputs);
    }

    private void Join(string name, Port port, Connection from, SourcePosition position)
    {
        var kind = (port, from) switch
        {
            (LoadPort or StorePort, OffChipMemory) => true,
            (InPort, Wire { Writer: null or OutPort or InPort }) => true,
            (BufferIn, Wire { Writer: BufferOut or BufferIn }) => true,
            _ => false,
        };
        var (given, type) = from is Wire w
            ? ($"'{w.Name}'", w.Type)
            : ($"off-chip memory '{((OffChipMemory)from).Name}'", ((OffChipMemory)from).Word);
        if (!kind)
            Report("MR0311", position,
                $"{port.Kind} '{port.Name}' of '{name}' was joined to {given}, which is of another kind; "
                + "channels, buffers and off-chip memories join only their own kind");
        else if (type != port.Type)
            Report("MR0310", position,
                $"{port.Kind} '{port.Name}' of '{name}' takes {port.Type} and was joined to {given} of {type}; the types must be equal");
        else if (port is BufferIn b && from is Wire { Writer: { } writer } && b.Words != WordsOf(writer))
            Report("MR0310", position,
                $"input buffer '{port.Name}' of '{name}' has blocks of {b.Words} words "
                + $"and was joined to {given} with blocks of {WordsOf(writer)}; the blocks must be equal");
        if (from is Wire wire)
            Use(wire, position);
    }

    private static int WordsOf(Port buffer) => buffer is BufferOut o ? o.Words : ((BufferIn)buffer).Words;

    private void Use(Wire wire, SourcePosition position)
    {
        if (wire.Owner != this)
            Report("MR0312", position, $"channel '{wire.Name}' belongs to another network; bring it out with Out and in with In");
        if (wire.ReaderPosition is { } first)
            Report("MR0301", position, $"channel '{wire.Name}' is read here and at {first}; a channel has one reader: add a fork");
        else
            wire.ReaderPosition = position;
    }

    private void Declare(Port port)
    {
        if (ports.Any(p => p.Name == port.Name))
            Report("MR0210", port.Position, $"port '{port.Name}' is declared twice; names must differ");
        ports.Add(port);
    }

    private Wire Keep(Wire wire)
    {
        wires.Add(wire);
        return wire;
    }

    private void Report(string id, SourcePosition position, string message) =>
        diagnostics.Add(new(id, position, $"network '{Name}': {message}"));
}

using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>Processes and networks joined by channels and buffers, frozen.</summary>
public sealed class Network : Part
{
    internal Network(
        string name, SourcePosition position, IReadOnlyList<Port> ports,
        IReadOnlyList<Instance> instances, IReadOnlyList<Wire> inputs, IReadOnlyList<Wire> outputs)
        : base(name, position) => (Ports, Instances, InputWires, OutputWires) = (ports, instances, inputs, outputs);

    /// <inheritdoc/>
    public override IReadOnlyList<Port> Ports { get; }

    /// <summary>The parts, in the order in which they were added.</summary>
    public IReadOnlyList<Instance> Instances { get; }

    internal IReadOnlyList<Wire> InputWires { get; }

    internal IReadOnlyList<Wire> OutputWires { get; }

    /// <summary>Defines a network: <paramref name="body"/> adds parts and joins them; it is run once, at once.</summary>
    /// <exception cref="DiagnosticException">All that is wrong with it.</exception>
    public static Network Define(
        string name, Action<NetworkBuilder> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var builder = new NetworkBuilder(name, new(file, line));
        try
        {
            body(builder);
        }
        catch (DiagnosticException e)
        {
            throw e.In($"network '{name}'", builder.Diagnostics);
        }

        return builder.Build();
    }

    /// <summary>A network of this process alone, its ports brought out under their own names.</summary>
    public static Network Of(Process process, params OffChipMemory[] memories) => Define(process.Name, n =>
    {
        var memory = 0;
        var inputs = process.Inputs
            .Select(p => p is InPort ? n.In(p.Name, p.Type) : memory < memories.Length ? (Connection)memories[memory++] : null)
            .OfType<Connection>().ToArray();
        var added = n.Add(process, [.. inputs, .. memories[memory..]]);
        foreach (var port in process.Outputs)
            n.Out(port.Name, added[port.Name]);
    });

    /// <inheritdoc/>
    public override string ToString() => $"network {Name}";
}

/// <summary>A part inside a network.</summary>
/// <param name="Name">Name of the instance, unique in its network.</param>
/// <param name="Part">The process or network.</param>
/// <param name="Inputs">What its inputs are joined to.</param>
/// <param name="Outputs">The wires that come out.</param>
/// <param name="Position">The line that added it.</param>
public sealed record Instance(
    string Name, Part Part, IReadOnlyList<Connection> Inputs, IReadOnlyList<Wire> Outputs, SourcePosition Position);

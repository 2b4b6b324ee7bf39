namespace Millrace.Hls;

/// <summary>Something a network is made of: a <see cref="Process"/> or another <see cref="Network"/>.</summary>
public abstract class Part
{
    private protected Part(string name, SourcePosition position) => (Name, Position) = (name, position);

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>The line that defined it.</summary>
    public SourcePosition Position { get; }

    /// <summary>Ports in the order of their declaration.</summary>
    public abstract IReadOnlyList<Port> Ports { get; }

    /// <summary>Ports that take something when the part is added to a network: input channels, input buffers and off-chip
    /// memories.</summary>
    public IEnumerable<Port> Inputs => Ports.Where(p => p.IsInput || p is StorePort);

    /// <summary>Ports that give something: output channels and output buffers.</summary>
    public IEnumerable<Port> Outputs => Ports.Where(p => !p.IsInput && p is not StorePort);
}

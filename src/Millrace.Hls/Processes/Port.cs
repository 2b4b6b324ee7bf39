namespace Millrace.Hls;

/// <summary>A point where a process or network is joined to others.</summary>
public abstract class Port
{
    private protected Port(string name, HardwareType type, SourcePosition position) => (Name, Type, Position) = (name, type, position);

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>Type of one element, or of one word of a buffer or memory.</summary>
    public HardwareType Type { get; }

    /// <summary>The line that declared it.</summary>
    public SourcePosition Position { get; }

    internal ProcessBuilder? Owner { get; init; }

    /// <summary>True if elements come in through it.</summary>
    public abstract bool IsInput { get; }

    /// <summary>What a person calls this kind of port.</summary>
    internal abstract string Kind { get; }
}

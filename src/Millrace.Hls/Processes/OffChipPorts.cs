using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>A reading port of an off-chip memory. A load is pipelined: its latency is the memory's, its rate the memory channel's
/// bandwidth.</summary>
public sealed class LoadPort : Port
{
    internal LoadPort(string name, HardwareType word, SourcePosition position)
        : base(name, word, position)
    {
    }

    /// <inheritdoc/>
    public override bool IsInput => true;

    internal override string Kind => "load port";

    /// <summary>Loads the word at a word address; 0 in firings in which <paramref name="when"/> does not hold.</summary>
    public Value Load(Value address, Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new LoadValue(this, address, when ?? Guard.Always) { Position = new(file, line) });
}

/// <summary>A writing port of an off-chip memory.</summary>
public sealed class StorePort : Port
{
    internal StorePort(string name, HardwareType word, SourcePosition position)
        : base(name, word, position)
    {
    }

    /// <inheritdoc/>
    public override bool IsInput => false;

    internal override string Kind => "store port";

    /// <summary>Stores a word. The Boolean that comes back is 1 and is there when the memory has acknowledged: write it to a channel to let
    /// another process load the word safely.</summary>
    public Value Store(
        Value address, Value value, Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new StoreValue(this, address, value, when ?? Guard.Always) { Position = new(file, line) });
}

/// <summary>A word loaded from off-chip memory.</summary>
public sealed class LoadValue : Value
{
    internal LoadValue(LoadPort port, Value address, Guard when)
        : base(port.Type, address) => (Port, When) = (port, when);

    /// <summary>The port.</summary>
    public LoadPort Port { get; }

    /// <summary>In which firings.</summary>
    public Guard When { get; }
}

/// <summary>A word stored to off-chip memory; as a value, the acknowledgement.</summary>
public sealed class StoreValue : Value
{
    internal StoreValue(StorePort port, Value address, Value value, Guard when)
        : base(Language.Bool, address, value) => (Port, When) = (port, when);

    /// <summary>The port.</summary>
    public StorePort Port { get; }

    /// <summary>In which firings.</summary>
    public Guard When { get; }
}

using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>The reading end of a channel.</summary>
public sealed class InPort : Port
{
    internal InPort(string name, HardwareType type, SourcePosition position)
        : base(name, type, position)
    {
    }

    /// <inheritdoc/>
    public override bool IsInput => true;

    internal override string Kind => "input channel";

    /// <summary>Takes one element from the channel in every firing in which <paramref name="when"/> holds; in the others the value is
    /// 0.</summary>
    /// <exception cref="DiagnosticException">MR0201: read in two places.</exception>
    public Value Read(Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new ReadValue(this, when ?? Guard.Always) { Position = new(file, line) });
}

/// <summary>The writing end of a channel.</summary>
public sealed class OutPort : Port
{
    internal OutPort(string name, HardwareType type, SourcePosition position)
        : base(name, type, position)
    {
    }

    /// <inheritdoc/>
    public override bool IsInput => false;

    internal override string Kind => "output channel";

    /// <summary>Puts one element into the channel in every firing in which <paramref name="when"/> holds.</summary>
    /// <exception cref="DiagnosticException">MR0202: written in two places; MR0203: the value does not fit the port's type.</exception>
    public void Write(Value value, Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0,
        [CallerArgumentExpression(nameof(value))] string given = "") =>
        Owner!.Add(new WriteStatement(this, value, when ?? Guard.Always, new(file, line)) { Given = given });
}

/// <summary>An element taken from a channel.</summary>
public sealed class ReadValue : Value
{
    internal ReadValue(InPort port, Guard when)
        : base(port.Type) => (Port, When) = (port, when);

    /// <summary>The port.</summary>
    public InPort Port { get; }

    /// <summary>In which firings.</summary>
    public Guard When { get; }
}

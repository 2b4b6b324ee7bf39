using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>A value carried from one firing to the next; as a value it is what the firings before this one left.</summary>
public sealed class Register : Value
{
    internal Register(ProcessBuilder owner, string name, HardwareType type, long initial, SourcePosition position)
        : base(type) => (Owner, Name, Initial, Position) = (owner, name, initial, position);

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>Raw value of every lane before the first firing of a launch.</summary>
    public long Initial { get; }

    internal ProcessBuilder Owner { get; }

    /// <summary>Sets the value that the next firing sees, in firings in which <paramref name="when"/> holds.</summary>
    public void Set(Value value, Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0,
        [CallerArgumentExpression(nameof(value))] string given = "") =>
        Owner.Add(new RegisterStatement(this, value, when ?? Guard.Always, new(file, line)) { Given = given });
}

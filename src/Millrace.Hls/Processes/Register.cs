using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>A value carried from one firing to the next.</summary>
public sealed class Register
{
    internal Register(ProcessBuilder owner, string name, HardwareType type, long initial, SourcePosition position)
    {
        (Owner, Name, Type, Initial, Position) = (owner, name, type, initial, position);
        Value = new RegisterValue(this) { Position = position };
    }

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public HardwareType Type { get; }

    /// <summary>Raw value of every lane before the first firing of a launch.</summary>
    public long Initial { get; }

    /// <summary>The line that declared it.</summary>
    public SourcePosition Position { get; }

    /// <summary>The value left by the firings before this one.</summary>
    public Value Value { get; }

    internal ProcessBuilder Owner { get; }

    /// <summary>The value left by the firings before this one.</summary>
    public static implicit operator Value(Register register) => register.Value;

    /// <summary>Sets the value that the next firing sees, in firings in which <paramref name="when"/> holds.</summary>
    public void Set(Value value, Guard? when = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner.Add(new RegisterStatement(this, value, when ?? Guard.Always, new(file, line)));
}

/// <summary>What a register holds at the start of a firing.</summary>
public sealed class RegisterValue : Value
{
    internal RegisterValue(Register register)
        : base(register.Type) => Register = register;

    /// <summary>The register.</summary>
    public Register Register { get; }
}

using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>
/// An on-chip memory inside one process, one read and one write port. A read sees the writes of earlier firings only. So that hardware
/// keeps this promise the initiation interval grows, unless the author knows that a word is read at the earliest <see cref="Distance"/>
/// firings after it was written; the simulator checks that claim.
/// </summary>
public sealed class Memory
{
    internal Memory(
        ProcessBuilder owner, string name, HardwareType word, int words, int parts, int distance,
        IReadOnlyList<long>? initial, SourcePosition position) =>
        (Owner, Name, Type, Words, Parts, Distance, Initial, Position) = (owner, name, word, words, parts, distance, initial, position);

    /// <summary>The author's name.</summary>
    public string Name { get; }

    /// <summary>Type of a word.</summary>
    public HardwareType Type { get; }

    /// <summary>Number of words.</summary>
    public int Words { get; }

    /// <summary>Raw lanes of all words before the first launch, lane 0 of word 0 first; null if they are 0. With contents and no write it
    /// is a ROM.</summary>
    public IReadOnlyList<long>? Initial { get; }

    /// <summary>Separately writable parts of a word.</summary>
    public int Parts { get; }

    /// <summary>Firings between a write and the first read of the same word, at least.</summary>
    public int Distance { get; }

    /// <summary>The line that declared it.</summary>
    public SourcePosition Position { get; }

    internal ProcessBuilder Owner { get; }

    /// <summary>Reads a word.</summary>
    public Value Read(Value address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner.Add(new MemoryReadValue(this, address) { Position = new(file, line) });

    /// <summary>Writes a word, or part number <paramref name="part"/> of it.</summary>
    public void Write(
        Value address, Value value, Guard? when = null, Value? part = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner.Add(new MemoryWriteStatement(this, address, value, part, when ?? Guard.Always, new(file, line)));
}

/// <summary>A word read from a <see cref="Memory"/>.</summary>
public sealed class MemoryReadValue : Value
{
    internal MemoryReadValue(Memory memory, Value address)
        : base(memory.Type, address) => Memory = memory;

    /// <summary>The memory.</summary>
    public Memory Memory { get; }
}

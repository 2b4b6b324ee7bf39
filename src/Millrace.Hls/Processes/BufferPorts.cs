using System.Runtime.CompilerServices;

namespace Millrace.Hls;

/// <summary>
/// The filling end of a ping-pong buffer: a block of words written in any order while the reader works on another block.
/// </summary>
public sealed class BufferOut : Port
{
    internal BufferOut(string name, HardwareType word, int words, int parts, SourcePosition position)
        : base(name, word, position) => (Words, Parts) = (words, parts);

    /// <summary>Words of one block.</summary>
    public int Words { get; }

    /// <summary>Separately writable parts of a word.</summary>
    public int Parts { get; }

    /// <inheritdoc/>
    public override bool IsInput => false;

    internal override string Kind => "output buffer";

    /// <summary>Writes a word, or part number <paramref name="part"/> of it, of the current block.</summary>
    public void Write(
        Value address, Value value, Guard? when = null, Value? part = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new BufferWriteStatement(this, address, value, part, when ?? Guard.Always, new(file, line)));

    /// <summary>Takes a free block in the firings in which <paramref name="begin"/> holds and hands it to the reader in those in which
    /// <paramref name="commit"/> holds.</summary>
    public void Block(Guard begin, Guard commit, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new BufferBlockStatement(this, begin, commit, new(file, line)));
}

/// <summary>The emptying end of a ping-pong buffer: the block is read in any order, as often as wanted, then released.</summary>
public sealed class BufferIn : Port
{
    internal BufferIn(string name, HardwareType word, int words, SourcePosition position)
        : base(name, word, position) => Words = words;

    /// <summary>Words of one block.</summary>
    public int Words { get; }

    /// <inheritdoc/>
    public override bool IsInput => true;

    internal override string Kind => "input buffer";

    /// <summary>Reads a word of the current block.</summary>
    public Value Read(Value address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new BufferReadValue(this, address) { Position = new(file, line) });

    /// <summary>Takes a full block in the firings in which <paramref name="begin"/> holds and gives it back in those in which
    /// <paramref name="release"/> holds.</summary>
    public void Block(Guard begin, Guard release, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Owner!.Add(new BufferBlockStatement(this, begin, release, new(file, line)));
}

/// <summary>A word read from a ping-pong buffer.</summary>
public sealed class BufferReadValue : Value
{
    internal BufferReadValue(BufferIn port, Value address)
        : base(port.Type, address) => Port = port;

    /// <summary>The buffer.</summary>
    public BufferIn Port { get; }
}

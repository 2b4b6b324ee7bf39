namespace Millrace.Hls;

/// <summary>Something a firing does, in firings in which its guard holds.</summary>
/// <param name="When">In which firings.</param>
/// <param name="Position">The user's line.</param>
/// <param name="Operands">Values it needs.</param>
public abstract record Statement(Guard When, SourcePosition Position, IReadOnlyList<Value> Operands)
{
    /// <summary>The value that is written or set, as its author wrote it: emitted text calls a variable what he called it.</summary>
    public string Given { get; init; } = "";
}

/// <summary>An element put into a channel.</summary>
public sealed record WriteStatement(OutPort Port, Value Value, Guard When, SourcePosition Position) : Statement(When, Position, [Value]);

/// <summary>A register set for the next firing.</summary>
public sealed record RegisterStatement(Register Register, Value Value, Guard When, SourcePosition Position)
    : Statement(When, Position, [Value]);

/// <summary>A word, or a part of it, written to an on-chip memory.</summary>
public sealed record MemoryWriteStatement(Memory Memory, Value Address, Value Value, Value? Part, Guard When, SourcePosition Position)
    : Statement(When, Position, Part is null ? [Address, Value] : [Address, Value, Part]);

/// <summary>A word, or a part of it, written to the current block of a ping-pong buffer.</summary>
public sealed record BufferWriteStatement(BufferOut Port, Value Address, Value Value, Value? Part, Guard When, SourcePosition Position)
    : Statement(When, Position, Part is null ? [Address, Value] : [Address, Value, Part]);

/// <summary>A block of a ping-pong buffer taken (<see cref="Statement.When"/>) and handed over (<see cref="End"/>).</summary>
public sealed record BufferBlockStatement(Port Port, Guard When, Guard End, SourcePosition Position) : Statement(When, Position, []);

namespace Millrace.Hls;

/// <summary>One thing that is wrong with a kernel or network: numbered, placed, and with a remedy.</summary>
/// <param name="Id">Stable identifier, <c>MR0123</c>.</param>
/// <param name="Position">The user's line.</param>
/// <param name="Message">What was given, what is allowed, what to do.</param>
public sealed record Diagnostic(string Id, SourcePosition Position, string Message)
{
    /// <summary><c>Kernel.cs:12: MR0123: message</c>.</summary>
    public override string ToString() => Position.IsKnown ? $"{Position}: {Id}: {Message}" : $"{Id}: {Message}";
}

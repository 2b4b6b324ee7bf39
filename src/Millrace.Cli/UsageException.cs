namespace Millrace.Cli;

/// <summary>Options that do not go together, or a file that a command cannot read or write; the message is one sentence.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);

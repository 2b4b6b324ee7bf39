namespace Millrace.Hls;

/// <summary>Thrown when a kernel or network is wrong; carries everything that was found, not only the first.</summary>
public sealed class DiagnosticException : Exception
{
    /// <summary>Creates the exception from at least one diagnostic.</summary>
    public DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    internal DiagnosticException(string id, SourcePosition position, string message)
        : this([new Diagnostic(id, position, message)])
    {
    }

    /// <summary>For what knows neither its line nor its kernel, such as an operator: the line is found on the stack, the kernel or network
    /// around it adds its name.</summary>
    internal DiagnosticException(string id, string message)
        : this(id, UserLine.Caller(SourcePosition.Unknown), message) => NeedsContext = true;

    internal bool NeedsContext { get; }

    /// <summary>All diagnostics, in the order of the user's statements.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>This exception inside a kernel or network: with its name, and with what was found before.</summary>
    internal DiagnosticException In(string context, IEnumerable<Diagnostic> before) =>
        new([.. before, .. NeedsContext ? Diagnostics.Select(d => d with { Message = $"{context}: {d.Message}" }) : Diagnostics]);
}

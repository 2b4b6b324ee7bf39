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

    /// <summary>All diagnostics, in the order of the user's statements.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}

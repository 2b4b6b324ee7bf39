namespace Millrace.Analysis;

/// <summary>A design point that cannot be built: one sentence that names the field, what was given and what is allowed.</summary>
public sealed class DesignPointException(string message) : Exception(message);

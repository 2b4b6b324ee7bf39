namespace Millrace.Analysis;

/// <summary>
/// A mistake in what was asked: sizes that cannot be, combinations that contradict each other. The message is one sentence that names what was
/// given and what is allowed; it is meant to be shown as it is, without a stack trace.
/// </summary>
public sealed class AnalysisException(string message) : Exception(message);

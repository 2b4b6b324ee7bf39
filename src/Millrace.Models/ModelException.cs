namespace Millrace.Models;

/// <summary>
/// A mistake in what the user gave: a file, a field, a token, an option. The message is one sentence that names the place, what was
/// given and what is allowed; it is meant to be shown as it is, without a stack trace.
/// </summary>
public sealed class ModelException : Exception
{
    /// <summary>An error with the sentence to show.</summary>
    public ModelException(string message) : base(message)
    {
    }

    /// <summary>An error with the sentence to show and the failure below it, kept for debugging.</summary>
    public ModelException(string message, Exception inner) : base(message, inner)
    {
    }
}

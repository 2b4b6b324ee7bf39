namespace Millrace.Hardware;

/// <summary>
/// A mistake in what the user gave: a device's name, a device file, one of its fields. The message is one sentence that names the place,
/// what was given and what is allowed; it is meant to be shown as it is, without a stack trace.
/// </summary>
public sealed class HardwareException : Exception
{
    /// <summary>An error with the sentence to show.</summary>
    public HardwareException(string message) : base(message)
    {
    }

    /// <summary>An error with the sentence to show and the failure below it, kept for debugging.</summary>
    public HardwareException(string message, Exception inner) : base(message, inner)
    {
    }
}

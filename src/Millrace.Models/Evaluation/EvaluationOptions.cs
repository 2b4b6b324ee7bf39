namespace Millrace.Models;

/// <summary>How a long sequence is cut for a model of limited context, and how much of the machine is used.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// Tokens from the start of one window to that of the next, or null for the context length. With less, windows overlap and each token
    /// is scored with more context, at proportionally more work.
    /// </summary>
    public int? Stride { get; init; }

    /// <summary>Windows evaluated at once, or null for the number of processors. It does not change the result.</summary>
    public int? Parallelism { get; init; }
}

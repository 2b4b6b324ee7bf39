namespace Millrace.Analysis;

/// <summary>Output lengths from one to another, both included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct TokenRange(int From, int To);

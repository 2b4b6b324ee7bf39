namespace Millrace.Analysis;

/// <summary>A published figure: one number, or the least and the greatest of several.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest; the same where there is one number.</param>
public readonly record struct PublishedRange(double Low, double High);

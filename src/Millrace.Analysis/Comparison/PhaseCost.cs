namespace Millrace.Analysis;

/// <summary>What one phase costs: a prompt, or one token behind it.</summary>
/// <param name="Milliseconds">Time.</param>
/// <param name="Joules">Energy.</param>
/// <param name="Bound">What takes most of the time.</param>
public readonly record struct PhaseCost(double Milliseconds, double Joules, string Bound);

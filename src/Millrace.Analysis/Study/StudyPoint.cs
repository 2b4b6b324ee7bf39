namespace Millrace.Analysis;

/// <summary>A design of a study and its latency by the closed form.</summary>
/// <param name="MacsPerCycle">M, multiply-accumulates a cycle of q, k, v and p on one board; the other operators in balance.</param>
/// <param name="Milliseconds">Of all layers, without embedding and head; where not feasible, what the equations say.</param>
/// <param name="Feasible">Whether the board can hold it.</param>
/// <param name="Binding">The limit of the board that binds: that is exceeded, or that a larger M would exceed.</param>
public sealed record StudyPoint(long MacsPerCycle, double Milliseconds, bool Feasible, string Binding);

namespace Millrace.Exploration;

/// <summary>How far an exploration is.</summary>
/// <param name="Evaluated">Points evaluated.</param>
/// <param name="Best">The least value of the objective so far, milliseconds or joules; infinite as long as there is none.</param>
/// <param name="Bound">What no point can fall below.</param>
public readonly record struct ExplorationProgress(long Evaluated, double Best, double Bound);

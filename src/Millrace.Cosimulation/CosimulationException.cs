namespace Millrace.Cosimulation;

/// <summary>A co-simulation that cannot be done: one sentence that says what is missing or went wrong.</summary>
public sealed class CosimulationException(string message) : Exception(message);

namespace Millrace.Cosimulation;

/// <summary>One launch.</summary>
/// <param name="Arguments">Launch arguments by name.</param>
/// <param name="Inputs">For each input its elements, lane by lane.</param>
/// <param name="OutputElements">For each output how many elements it gives.</param>
public sealed record CosimulationLaunch(
    IReadOnlyDictionary<string, long> Arguments, IReadOnlyDictionary<string, long[]> Inputs,
    IReadOnlyDictionary<string, long> OutputElements);

namespace Millrace.Cosimulation;

/// <summary>What a comparison of a kernel found.</summary>
/// <param name="Bits">Bits compared, of outputs and of memories.</param>
/// <param name="Launches">What the host read after each launch.</param>
/// <param name="Difference">The first difference, or null if there is none.</param>
public sealed record AxiReport(long Bits, IReadOnlyList<AxiLaunch> Launches, string? Difference);

namespace Millrace.Cosimulation;

/// <summary>How busy everything around a kernel is.</summary>
/// <param name="Seed">Of what happens at random.</param>
/// <param name="Stall">Percent of the cycles in which a partner on a bus is not ready, or has nothing; 0 to 95.</param>
/// <param name="Latency">Cycles that a memory takes at least to answer.</param>
public sealed record AxiTraffic(int Seed, int Stall, int Latency)
{
    /// <summary>Partners that are always ready.</summary>
    public static AxiTraffic None { get; } = new(1, 0, 1);
}

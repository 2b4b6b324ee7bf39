namespace Millrace.Models;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplerOptions
{
    /// <summary>What logits are divided by; 0 always takes the largest.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>How many of the largest logits may be chosen; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Where the random numbers start.</summary>
    public ulong Seed { get; init; }
}

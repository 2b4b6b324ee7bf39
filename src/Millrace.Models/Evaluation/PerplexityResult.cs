namespace Millrace.Models;

/// <summary>How well a model predicts a sequence.</summary>
/// <param name="NatsPerToken">Mean of -ln(probability given to the token that came), over the scored tokens.</param>
/// <param name="ScoredTokens">Number of tokens in the mean; the first of each window without overlap is not among them.</param>
public sealed record PerplexityResult(double NatsPerToken, long ScoredTokens)
{
    /// <summary>exp of <see cref="NatsPerToken"/>.</summary>
    public double Perplexity => Math.Exp(NatsPerToken);
}

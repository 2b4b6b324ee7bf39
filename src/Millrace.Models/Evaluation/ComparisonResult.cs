namespace Millrace.Models;

/// <summary>Two models side by side on one sequence.</summary>
/// <param name="Reference">The one that sets the standard.</param>
/// <param name="Candidate">The one that is judged.</param>
/// <param name="Top1Agreement">Share of the scored positions at which both give the same token the largest logit, from 0 to 1.</param>
public sealed record ComparisonResult(PerplexityResult Reference, PerplexityResult Candidate, double Top1Agreement)
{
    /// <summary>The candidate's perplexity over the reference's: 1 is equal, more is worse.</summary>
    public double PerplexityRatio => Math.Exp(Candidate.NatsPerToken - Reference.NatsPerToken);
}

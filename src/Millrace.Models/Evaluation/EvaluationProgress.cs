namespace Millrace.Models;

/// <summary>How far an evaluation is.</summary>
/// <param name="ScoredTokens">Tokens scored so far.</param>
/// <param name="TotalTokens">Tokens to score.</param>
public readonly record struct EvaluationProgress(long ScoredTokens, long TotalTokens);

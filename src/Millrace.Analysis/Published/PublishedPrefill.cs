namespace Millrace.Analysis;

/// <summary>The published prefill of one prompt.</summary>
/// <param name="Tokens">Its length.</param>
/// <param name="Milliseconds">Its time.</param>
public sealed record PublishedPrefill(int Tokens, PublishedRange Milliseconds);

namespace Millrace.Analysis;

/// <summary>
/// How tokens come about: G generated tokens behind a prompt of L take one prefill, which gives the first of them, and G - 1 decode steps,
/// each at its own position; the last step attends over L + G - 1 tokens, its own among them.
/// </summary>
public static class DecodeSteps
{
    /// <summary>Decode steps; none of a single token.</summary>
    /// <param name="generatedTokens">G.</param>
    public static int Count(int generatedTokens) => Math.Max(0, generatedTokens - 1);

    /// <summary>Whether there is any decode step.</summary>
    /// <param name="generatedTokens">G.</param>
    public static bool Any(int generatedTokens) => generatedTokens > 1;

    /// <summary>Tokens before that of the first step.</summary>
    /// <param name="promptTokens">L.</param>
    public static int FirstPosition(int promptTokens) => promptTokens;

    /// <summary>Tokens before that of the last step.</summary>
    /// <param name="promptTokens">L.</param>
    /// <param name="generatedTokens">G, at least 2.</param>
    public static int LastPosition(int promptTokens, int generatedTokens) => promptTokens + generatedTokens - 2;
}

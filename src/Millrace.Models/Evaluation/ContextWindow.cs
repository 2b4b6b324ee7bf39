namespace Millrace.Models;

/// <summary>
/// One window of a sequence: the model sees tokens from <see cref="Start"/> on and is scored on those from <see cref="FirstScored"/> on.
/// </summary>
/// <param name="Start">First token in the window.</param>
/// <param name="End">One behind its last token.</param>
/// <param name="FirstScored">The first token that is scored; behind <see cref="Start"/>, since the first has nothing to be predicted
/// from.</param>
internal readonly record struct ContextWindow(int Start, int End, int FirstScored)
{
    public int ScoredTokens => Math.Max(0, End - FirstScored);

    /// <summary>
    /// The sliding windows of Hugging Face's "Perplexity of fixed-length models": one every <paramref name="stride"/> tokens, each scoring
    /// what no window before it held.
    /// </summary>
    public static List<ContextWindow> Slide(int tokens, int context, int stride)
    {
        var windows = new List<ContextWindow>();
        var seen = 0;
        for (var start = 0; seen < tokens; start += stride)
        {
            var end = (int)Math.Min((long)start + context, tokens);
            windows.Add(new ContextWindow(start, end, Math.Max(seen, start + 1)));
            seen = end;
        }
        return windows;
    }
}

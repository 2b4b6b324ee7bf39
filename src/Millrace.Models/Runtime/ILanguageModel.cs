namespace Millrace.Models;

/// <summary>
/// Anything that gives next-token scores for a sequence of tokens: the float reference, the integer reference, a simulated network.
/// Immutable and safe to share between threads; each sequence has a session of its own.
/// </summary>
public interface ILanguageModel
{
    /// <summary>Number of token ids; the length of one row of logits.</summary>
    int VocabularySize { get; }

    /// <summary>The most tokens that one session takes.</summary>
    int ContextLength { get; }

    /// <summary>A new, empty sequence.</summary>
    ILanguageModelSession Start();
}

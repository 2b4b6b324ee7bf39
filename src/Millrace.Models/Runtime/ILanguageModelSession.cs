namespace Millrace.Models;

/// <summary>
/// One sequence under evaluation with its memory of earlier tokens (the KV cache). Used by one thread at a time.
/// </summary>
public interface ILanguageModelSession
{
    /// <summary>Tokens taken so far; the position of the next one.</summary>
    int Position { get; }

    /// <summary>
    /// Takes the next tokens (many at once is prefill, one at a time is decode; the results agree) and returns their logits.
    /// </summary>
    /// <param name="tokens">Token ids; may be empty.</param>
    /// <returns>[tokens, vocabulary], row-major: row i scores the token that follows <c>tokens[i]</c>.</returns>
    /// <exception cref="ModelException">A token id is out of range, or the context is full; nothing was taken then.</exception>
    float[] Forward(ReadOnlySpan<int> tokens);
}

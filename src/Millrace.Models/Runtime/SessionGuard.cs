namespace Millrace.Models;

/// <summary>What every engine checks before it takes tokens, so that all refuse the same input with the same sentence.</summary>
public static class SessionGuard
{
    /// <summary>Checks that the tokens are in the vocabulary and fit behind <paramref name="position"/>.</summary>
    /// <exception cref="ModelException">They are not, or do not.</exception>
    public static void Require(ILanguageModel model, int position, ReadOnlySpan<int> tokens)
    {
        if (tokens.Length > model.ContextLength - position)
            throw new ModelException(
                $"{position + (long)tokens.Length} tokens were given, but the model's context holds at most {model.ContextLength}.");
        for (var i = 0; i < tokens.Length; i++) RequireToken(model, position + i, tokens[i]);
    }

    /// <summary>Checks that a token is in the vocabulary.</summary>
    /// <exception cref="ModelException">It is not.</exception>
    public static void RequireToken(ILanguageModel model, int position, int token)
    {
        if ((uint)token >= (uint)model.VocabularySize)
            throw new ModelException(
                $"token {token} at position {position} is not in the model's vocabulary, which is 0 to {model.VocabularySize - 1}.");
    }
}

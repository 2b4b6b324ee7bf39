namespace Millrace.Analysis;

/// <summary>Checks the tokens of a request, of a GPU or an overlay.</summary>
internal static class TokenChecks
{
    private const int UsualGeneratedTokens = 128;

    /// <summary>Tokens to generate: as given, or up to 128 as the context allows, and none of an encoder.</summary>
    /// <exception cref="AnalysisException">Prompt or generated tokens are out of range.</exception>
    public static int Generated(TransformerShape shape, int prompt, int? given)
    {
        Require(prompt >= 1, $"the prompt has {prompt} tokens, but at least 1 is needed");
        Require(
            prompt <= shape.ContextLength,
            $"the prompt has {prompt} tokens, but the context of {shape.Name} holds at most {shape.ContextLength}");
        Require(given is not < 0, $"{given} tokens are to be generated, but it must be at least 0");
        Require(
            !shape.IsEncoder || given is null or 0,
            $"{shape.Name} is an encoder and generates no tokens, but {given} are asked for");
        var generated = given ?? (shape.IsEncoder ? 0 : Math.Min(UsualGeneratedTokens, shape.ContextLength - prompt));
        var tokens = (long)prompt + generated;
        Require(
            tokens <= shape.ContextLength,
            $"{prompt} tokens of prompt and {generated} generated ones make {tokens}, "
            + $"but the context of {shape.Name} holds at most {shape.ContextLength}");
        return generated;
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds) throw new AnalysisException(sentence + ".");
    }
}

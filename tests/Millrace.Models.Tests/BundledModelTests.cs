using System.Runtime.CompilerServices;

namespace Millrace.Models.Tests;

/// <summary>The model that comes with the repository: it must load, and it must have learnt something.</summary>
public sealed class BundledModelTests
{
    private const string Passage =
        "KING RICHARD II:\nWhat must the king do now? must he submit?\nThe king shall do it: must he be deposed?\n"
        + "The king shall be contented: must he lose\nThe name of king? o' God's name, let it go:\n";

    private static readonly ModelFolder Folder = ModelFolder.Open(Path.Combine(Root(), "models", "shakespeare"));

    [Fact]
    public void Predicts_its_kind_of_text()
    {
        var model = Folder.LoadFloatModel();
        var tokens = Folder.LoadTokenizer().Encode(Passage);
        var result = ModelEvaluation.Perplexity(model, tokens);
        Assert.Equal(tokens.Length - 1, result.ScoredTokens);
        Assert.InRange(result.NatsPerToken, 0.5, Math.Log(model.VocabularySize) - 2);
    }

    [Fact]
    public void Its_tokenizer_covers_all_text_and_fits_the_model()
    {
        var tokenizer = Folder.LoadTokenizer();
        const string text = Passage + "Größe 東京 😀 <|endoftext|>";
        var tokens = tokenizer.Encode(text);
        Assert.Equal(text, tokenizer.Decode(tokens));
        Assert.Equal(Folder.Config.EosToken, tokens[^1]);
        Assert.True(tokenizer.VocabularySize <= Folder.Config.VocabularySize);
    }

    // The tests may be built anywhere, but their source lies in the repository.
    private static string Root([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(source, "..", "..", ".."));
}
